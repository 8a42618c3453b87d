import * as pulumi from "@pulumi/pulumi";

const vpc = ["awsx:ec2:Vpc", "aws:ec2/vpc:Vpc"];
const subnet = [...vpc, "aws:ec2/subnet:Subnet"];
const routeTable = [...subnet, "aws:ec2/routeTable:RouteTable"];

/** The types of what awsx made, from the network's own child inwards. */
const chains = {
  subnet,
  routeTable,
  association: [...routeTable, "aws:ec2/routeTableAssociation:RouteTableAssociation"],
  route: [...routeTable, "aws:ec2/route:Route"],
  address: [...subnet, "aws:ec2/eip:Eip"],
  nat: [...subnet, "aws:ec2/natGateway:NatGateway"],
  endpoint: [...vpc, "aws:ec2/vpcEndpoint:VpcEndpoint"],
} as const;

export type Former = keyof typeof chains;

/**
 * The alias by which a stack finds what awsx made in it, and neither replaces nor deletes it. awsx numbered zones by their place in the
 * list. A stack that has been deployed since finds nothing by it, so a list may be changed in any way from then on.
 */
export function formerlyOfAwsx(
  networkUrn: pulumi.Input<string>,
  kind: Former,
  name: string,
): Pick<pulumi.CustomResourceOptions, "aliases"> {
  const alias = pulumi.output(networkUrn).apply((urn) => {
    const [stack = "", project = "", types = ""] = urn.split("::");
    return [stack, project, [types, ...chains[kind]].join("$"), name].join("::");
  });
  return { aliases: [alias] };
}
