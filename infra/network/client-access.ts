import * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "./security-group";

export interface Ports {
  readonly from: number;
  readonly to: number;
}

interface ClientAccessArgs {
  readonly vpcId: pulumi.Input<string>;
  /** What is connected to, as descriptions call it: "database". */
  readonly target: string;
  readonly ports: Ports;
}

/**
 * How long a group may take to go: Lambda keeps the network interfaces of a function that has gone for up to 45 minutes, and
 * a function that uses the target was a member (provider documentation, `aws_lambda_function`).
 */
const deletion = "45m";

/**
 * Who may connect: the members of one security group, on the target's ports, and nobody else.
 *
 * Neither group gets any other rule here, so that the target opens no connection of its own, and the client group gives
 * its members nothing but this way.
 */
export class ClientAccess extends pulumi.ComponentResource {
  readonly target: SecurityGroup;
  readonly clients: SecurityGroup;
  /** Group of the target. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly securityGroupArn: pulumi.Output<string>;
  /** Its generated name. */
  readonly securityGroupName: pulumi.Output<string>;
  /** Group that whoever is to connect joins. */
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ClientAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:ClientAccess", name, {}, opts);
    const group = (role: string, description: string) =>
      new SecurityGroup(
        `${name}-${role}`,
        { vpcId: args.vpcId, description },
        { parent: this, customTimeouts: { delete: deletion } },
      );
    this.target = group("target", `The ${args.target}`);
    this.clients = group("client", `Clients of the ${args.target}`);
    this.securityGroupId = this.target.id;
    this.securityGroupArn = this.target.arn;
    this.securityGroupName = this.target.name;
    this.clientSecurityGroupId = this.clients.id;
    allowConnections(
      name,
      {
        from: { group: this.clients, name: "clients" },
        to: { group: this.target, name: args.target },
        ports: args.ports,
      },
      { parent: this },
    );
    this.registerOutputs({ clientSecurityGroupId: this.clientSecurityGroupId });
  }
}

interface Side {
  readonly group: SecurityGroup;
  /** As descriptions call it. */
  readonly name: string;
}

/** Lets one security group open TCP connections to another: the pair of rules that this takes. */
export function allowConnections(
  name: string,
  { from, to, ports }: { readonly from: Side; readonly to: Side; readonly ports: Ports },
  opts: pulumi.CustomResourceOptions,
): void {
  const tcp = { ipProtocol: "tcp", fromPort: ports.from, toPort: ports.to };
  from.group.egress(
    `${name}-out`,
    { ...tcp, referencedSecurityGroupId: to.group.id, description: `To the ${to.name}` },
    opts,
  );
  to.group.ingress(
    `${name}-in`,
    { ...tcp, referencedSecurityGroupId: from.group.id, description: `From the ${from.name}` },
    opts,
  );
}
