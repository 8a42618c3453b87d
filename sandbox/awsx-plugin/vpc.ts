import * as pulumi from "@pulumi/pulumi";
import { parseArguments, type VpcArguments } from "./arguments";
import { declare, type Declared } from "./declare";
import type { Kind } from "./kinds";
import { planVpc, type Plan } from "./plan";

export const VPC_TYPE = "awsx:ec2:Vpc";

/**
 * The children, names, parents, inputs and outputs of the official `awsx.ec2.Vpc`, for the arguments of `VpcArguments`.
 * Any other argument throws an error that names it.
 */
export class Vpc extends pulumi.ComponentResource {
  /** The outputs that `awsx.ec2.Vpc` promises to the program. */
  readonly state: pulumi.Inputs;

  constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
    const args = parseArguments(inputs);
    // Like the official component, it records neither inputs nor outputs of its own in the state.
    super(VPC_TYPE, name, {}, opts);
    const plan = planVpc(name, args);
    this.state = outputs(args, plan, declare(this, plan.resources));
    this.registerOutputs();
  }
}

function outputs(args: VpcArguments, plan: Plan, declared: readonly Declared[]): pulumi.Inputs {
  const all = (kind: Kind) => declared.filter(({ planned }) => planned.kind === kind).map(({ resource }) => resource);
  const [vpc] = all("Vpc");
  const [internetGateway] = all("InternetGateway");
  const subnets = all("Subnet");
  const ofType = (type: string) => subnets.filter((_, i) => plan.subnets[i]?.type === type);
  const ids = (resources: readonly pulumi.CustomResource[]) => resources.map(({ id }) => id);
  return {
    vpc,
    vpcId: vpc?.id,
    internetGateway,
    subnets,
    publicSubnets: ofType("Public"),
    privateSubnets: ofType("Private"),
    isolatedSubnets: ofType("Isolated"),
    publicSubnetIds: ids(ofType("Public")),
    privateSubnetIds: ids(ofType("Private")),
    isolatedSubnetIds: ids(ofType("Isolated")),
    subnetLayout: args.subnetSpecs.map(({ type, name, cidrBlocks }) => ({ type, name, cidrBlocks })),
    routeTables: all("RouteTable"),
    routeTableAssociations: all("RouteTableAssociation"),
    routes: all("Route"),
    natGateways: all("NatGateway"),
    eips: all("Eip"),
    vpcEndpoints: all("VpcEndpoint"),
  };
}
