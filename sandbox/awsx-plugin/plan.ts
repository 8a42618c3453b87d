import type { VpcArguments } from "./arguments";
import { planEndpoint } from "./plan-endpoint";
import { planSubnets, type PlannedSubnet } from "./plan-subnets";
import { idOf, planned, type Planned } from "./planned";
import { wantsPrivateDns } from "./spec";
import { merged } from "./tags";

export interface Plan {
  /** Every resource, each after those that it refers to. */
  readonly resources: readonly Planned[];
  /** The subnets among them, zone by zone: public, private, then isolated ones. */
  readonly subnets: readonly PlannedSubnet[];
}

/** The resources of the VPC called `name`: pure, so that the same arguments always give the same plan. */
export function planVpc(name: string, args: VpcArguments): Plan {
  const tags = merged({ Name: name }, args.tags);
  const vpc = planned("Vpc", name, undefined, {
    cidrBlock: args.cidrBlock,
    assignGeneratedIpv6CidrBlock: args.assignGeneratedIpv6CidrBlock,
    ...dnsOf(args),
    tags,
  });
  const internetGateway = planned("InternetGateway", name, vpc, { vpcId: idOf(vpc), tags });
  const subnets = planSubnets(name, args, { vpc, internetGateway, tags });
  const endpoints = args.vpcEndpointSpecs.flatMap((spec) => planEndpoint(spec, { vpc, subnets, tags }));
  return { resources: [vpc, internetGateway, ...subnets.flatMap((s) => s.resources), ...endpoints], subnets };
}

/** Private DNS of an interface endpoint needs both DNS attributes of the VPC: they default to true then. */
function dnsOf({ enableDnsHostnames, enableDnsSupport, vpcEndpointSpecs }: VpcArguments) {
  const fallback = vpcEndpointSpecs.some(wantsPrivateDns) ? true : undefined;
  return {
    enableDnsHostnames: enableDnsHostnames ?? fallback,
    enableDnsSupport: enableDnsSupport ?? fallback,
  };
}
