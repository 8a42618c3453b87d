import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { NatGateways, NetworkSettings } from "../settings";
import { accountOf } from "../identity/arns";
import { told } from "../identity/documents";
import { gatewayPolicy } from "./endpoint-policies";
import { FlowLogs } from "./flow-logs";
import { InterfaceEndpoints } from "./interface-endpoints";
import { withoutPublicAddress } from "./public-address";
import { subnetCidr } from "./subnet-plan";

export interface NetworkArgs extends NetworkSettings {
  /** AWS region that the zones lie in. */
  readonly region: string;
}

const natStrategies: Readonly<Record<NatGateways, awsx.types.enums.ec2.NatGatewayStrategy>> = {
  none: "None",
  single: "Single",
  "per-zone": "OnePerAz",
};

/**
 * A VPC over at least two availability zones.
 *
 * - `public` subnets have a route to the internet, `private` ones reach it through NAT gateways if there are any,
 *   `isolated` ones have no route out at all.
 * - No subnet gives its instances a public address (EC2.15).
 * - The default security group has no rules (EC2.2), and accepted or rejected traffic is logged (EC2.6).
 * - Adding a zone or a tier, or changing the NAT gateways, replaces no subnet: see `subnetCidr`.
 *
 * S3 is reached through a gateway endpoint, which costs nothing. It and the interface endpoints let this account's principals
 * through to this account's resources, and to what AWS keeps for instances that boot: see `gatewayPolicy`. NAT gateways and interface endpoints cost by the hour
 * and by zone: docs/costs.md.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly cidrBlock: string;
  /** Names of the availability zones, in the order of the subnets. */
  readonly availabilityZones: readonly string[];
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Ids of their zones, such as `euw1-az2`: unlike names, they mean the same zone in every account. */
  readonly privateZoneIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:Network", name, {}, opts);
    this.cidrBlock = args.cidrBlock;
    this.availabilityZones = args.zones.map((letter) => `${args.region}${letter}`);

    const vpc = this.vpc(name, args);
    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.privateZoneIds = vpc.privateSubnets.apply((subnets) =>
      pulumi.all(subnets.map(({ availabilityZoneId }) => availabilityZoneId)),
    );
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;

    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: this.vpcId, tags: { Name: `${name}-default-closed` } },
      { parent: this },
    );
    const account = vpc.vpc.apply(({ arn }) => arn).apply(accountOf);
    const gateway = gatewayPolicy({ account, region: args.region });
    this.closeGateway(gatewayOf(name), vpc, gateway);
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

  /** awsx makes the gateway endpoint before the account is known, so its policy is put to it afterwards, in place. */
  private closeGateway(name: string, vpc: awsx.ec2.Vpc, policy: aws.iam.PolicyDocument): void {
    new aws.ec2.VpcEndpointPolicy(
      name,
      { vpcEndpointId: vpc.vpcEndpoints.apply(firstId), policy: pulumi.jsonStringify(policy) },
      { parent: this },
    );
  }

  private vpc(name: string, args: NetworkArgs): awsx.ec2.Vpc {
    return new awsx.ec2.Vpc(
      name,
      {
        cidrBlock: args.cidrBlock,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        availabilityZoneNames: [...this.availabilityZones],
        // `Exact` would demand that each free slot of the plan be declared; with explicit blocks `Auto` moves nothing.
        subnetStrategy: "Auto",
        subnetSpecs: args.tiers.map((tier) => ({
          type: ({ public: "Public", private: "Private", isolated: "Isolated" } as const)[tier],
          name: tier,
          cidrBlocks: args.zones.map((zone) => subnetCidr(args.cidrBlock, tier, zone)),
        })),
        natGateways: { strategy: natStrategies[args.natGateways] },
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: [{ serviceName: `com.amazonaws.${args.region}.s3`, vpcEndpointType: "Gateway" }],
      },
      { parent: this, transforms: [withoutPublicAddress] },
    );
  }
}

/** The name of the policy of the gateway to S3. */
const gatewayOf = (name: string): string => `${name}-s3`;

/** The id of the one endpoint that awsx is asked for. */
function firstId(endpoints: readonly aws.ec2.VpcEndpoint[] | undefined): pulumi.Output<string> {
  return endpoints?.[0]?.id ?? pulumi.output("");
}
