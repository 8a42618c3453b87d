import type { Settings } from "../../infra/settings";
import { inOrder } from "../../infra/network/subnet-plan";

/** What Service Quotas calls a quota, in every region. */
export interface QuotaCode {
  readonly service: "ec2" | "lambda" | "vpc";
  readonly code: string;
}

/** What of a region's quotas a stack takes. */
export const quotas = {
  vpcs: { service: "vpc", code: "L-F678F1CE" },
  internetGateways: { service: "vpc", code: "L-A4707A72" },
  addresses: { service: "ec2", code: "L-0263D0A3" },
  natGateways: { service: "vpc", code: "L-FE5A380F" },
  gatewayEndpoints: { service: "vpc", code: "L-1B52E74A" },
  interfaceEndpoints: { service: "vpc", code: "L-29B6F2EB" },
  groupRules: { service: "vpc", code: "L-0EA8095F" },
  concurrency: { service: "lambda", code: "L-B99A9384" },
} as const satisfies Readonly<Record<string, QuotaCode>>;

export type QuotaName = keyof typeof quotas;

/** How many of something a stack takes of a quota, once it is deployed. */
export interface Demand {
  readonly quota: QuotaName;
  /** As people say it. */
  readonly what: string;
  readonly count: number;
  /** Zones in which it is, for a quota of each zone. */
  readonly zones?: readonly string[];
  /** What it is made of, where the number alone does not say. */
  readonly because?: string;
}

/** What CloudFront's prefix list counts for in a group (Amazon VPC User Guide, "AWS-managed prefix lists"), and who is let in beside it. */
const rulesOfBalancer = { prefixList: 55, clients: 1 };

/** What AWS keeps for functions that reserve nothing (Lambda Developer Guide, "Configuring reserved concurrency for a function"). */
const unreserved = 100;

/** What a stack takes of quotas, by its settings. Leaves out what it takes nothing of. */
export function demandsOf({ region, network, compute, edge }: Settings): readonly Demand[] {
  const all = inOrder(network.zones).map((letter) => `${region}${letter}`);
  const hosts = network.tiers.includes("public") ? network.natGateways : "none";
  const nats = { none: [], single: all.slice(0, 1), "per-zone": all }[hosts];
  const reserved = concurrencyOf(compute);
  const isBalancerBehindEdge = compute?.kind === "instances" && edge !== undefined;
  const { prefixList, clients } = rulesOfBalancer;
  const demands: readonly Demand[] = [
    { quota: "vpcs", what: "VPCs", count: 1 },
    { quota: "internetGateways", what: "internet gateways", count: 1 },
    { quota: "addresses", what: "Elastic IP addresses", count: nats.length },
    { quota: "natGateways", what: "NAT gateways of a zone", count: Math.min(nats.length, 1), zones: nats },
    { quota: "gatewayEndpoints", what: "gateway endpoints", count: 1 },
    { quota: "interfaceEndpoints", what: "interface endpoints of a VPC", count: network.interfaceEndpoints.length },
    {
      quota: "groupRules",
      what: "rules of a security group",
      count: isBalancerBehindEdge ? prefixList + clients : 0,
      because: `CloudFront's prefix list counts as ${prefixList}`,
    },
    {
      quota: "concurrency",
      what: "concurrent executions of functions",
      count: reserved > 0 ? reserved + unreserved : 0,
      because: `${reserved} reserved, and ${unreserved} that AWS wants left over`,
    },
  ];
  return demands.filter(({ count }) => count > 0);
}

/** What the stack's functions keep for themselves: reserved, or else provisioned. */
function concurrencyOf(compute: Settings["compute"]): number {
  const functions = compute && "functions" in compute ? Object.values(compute.functions) : [];
  return functions.reduce((sum, each) => sum + (each.reservedConcurrency ?? each.provisionedConcurrency), 0);
}
