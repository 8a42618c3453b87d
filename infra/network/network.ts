import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { label } from "../names";
import type { NetworkSettings } from "../settings";
import { accountOf } from "../identity/arns";
import { told } from "../identity/documents";
import { gatewayPolicy } from "./endpoint-policies";
import { FlowLogs } from "./flow-logs";
import { InterfaceEndpoints } from "./interface-endpoints";
import { inOrder } from "./subnet-plan";
import { Subnets } from "./subnets";

export interface NetworkArgs extends NetworkSettings {
  /** AWS region that the zones lie in. */
  readonly region: string;
}

/**
 * A VPC over at least two availability zones.
 *
 * - `public` subnets have a route to the internet, `private` ones reach it through NAT gateways if there are any,
 *   `isolated` ones have no route out at all.
 * - No subnet gives its instances a public address (EC2.15).
 * - The default security group has no rules (EC2.2), and accepted or rejected traffic is logged (EC2.6).
 * - A zone or a tier that comes or goes, other NAT gateways, or another order of the zones, replaces no subnet: see `Subnets`.
 *
 * S3 is reached through a gateway endpoint, which costs nothing. It and the interface endpoints let this account's principals
 * through to this account's resources, and to what AWS keeps for instances that boot: see `gatewayPolicy`. NAT gateways and
 * interface endpoints cost by the hour and by zone: docs/costs.md.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly cidrBlock: string;
  /** Names of the availability zones, in the order of their letters, and of the subnets. */
  readonly availabilityZones: readonly string[];
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Ids of their zones, such as `euw1-az2`: unlike names, they mean the same zone in every account. */
  readonly privateZoneIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:Network", name, {}, opts);
    this.cidrBlock = args.cidrBlock;
    this.availabilityZones = inOrder(args.zones).map((letter) => `${args.region}${letter}`);

    const vpc = this.vpc(name, args);
    this.vpcId = vpc.vpcId;
    const subnets = new Subnets(
      name,
      {
        ...args,
        vpcId: vpc.vpcId,
        internetGatewayId: vpc.internetGateway.apply(({ id }) => id),
        gatewayService: `com.amazonaws.${args.region}.s3`,
        networkUrn: this.urn,
      },
      { parent: this },
    );
    this.publicSubnetIds = subnets.ids("public");
    this.privateSubnetIds = subnets.ids("private");
    this.privateZoneIds = subnets.zoneIds("private");
    this.isolatedSubnetIds = subnets.ids("isolated");

    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: this.vpcId, ingress: [], egress: [], tags: { Name: label(`${name}-default-closed`) } },
      { parent: this },
    );
    const account = vpc.vpc.apply(({ arn }) => arn).apply(accountOf);
    const gateway = gatewayPolicy({ account, region: args.region });
    // A resource of its own, as it was when awsx made the endpoint: to delete it would open the endpoint.
    new aws.ec2.VpcEndpointPolicy(
      gatewayOf(name),
      { vpcEndpointId: subnets.gatewayEndpointId, policy: pulumi.jsonStringify(gateway) },
      { parent: this },
    );
    new FlowLogs(`${name}-flow-logs`, { ...args.flowLogs, vpc: vpc.vpc }, { parent: this });
    if (args.interfaceEndpoints.length > 0) {
      new InterfaceEndpoints(
        `${name}-endpoints`,
        {
          services: args.interfaceEndpoints,
          region: args.region,
          account,
          vpcId: this.vpcId,
          cidrBlock: args.cidrBlock,
          subnetIds: args.tiers.includes("private") ? this.privateSubnetIds : this.isolatedSubnetIds,
        },
        { parent: this },
      );
    }
    this.registerOutputs({ vpcId: this.vpcId, ...told({ [gatewayOf(name)]: gateway }) });
  }

  /** awsx makes the VPC and its internet gateway. Its subnets would be named by their zone's place in the list. */
  private vpc(name: string, args: NetworkArgs): awsx.ec2.Vpc {
    return new awsx.ec2.Vpc(
      name,
      {
        cidrBlock: args.cidrBlock,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        availabilityZoneNames: this.availabilityZones.slice(0, 1),
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Unused", cidrBlocks: [args.cidrBlock] }],
        natGateways: { strategy: "None" },
        tags: { Name: label(name) },
      },
      { parent: this },
    );
  }
}

/** The name of the policy of the gateway to S3. */
const gatewayOf = (name: string): string => `${name}-s3`;
