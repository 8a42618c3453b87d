import type { SubnetSpec, VpcEndpointSpec } from "./arguments";
import type { PlannedSubnet } from "./plan-subnets";
import { idOf, planned, Reference, type Identity, type Planned } from "./planned";
import { merged, type Tags } from "./tags";

/** What an endpoint finds in its VPC. */
interface Surroundings {
  readonly vpc: Identity<"Vpc">;
  readonly subnets: readonly PlannedSubnet[];
  readonly tags: Tags;
}

/** Which subnet of a zone an interface endpoint prefers. */
const preference: readonly SubnetSpec["type"][] = ["Private", "Isolated", "Public"];

/**
 * The endpoint, with what the spec leaves open filled in from the VPC. A gateway endpoint serves every route table. An
 * interface endpoint has private DNS, one subnet a zone, and a security group of its own that lets the VPC's addresses
 * in on port 443.
 */
export function planEndpoint(spec: VpcEndpointSpec, around: Surroundings): Planned[] {
  const tags = merged(around.tags, spec.tags);
  const isInterface = spec.vpcEndpointType === "Interface";
  const guards = isInterface && !spec.securityGroupIds ? planGuards(spec.serviceName, around.vpc, tags) : [];
  const defaults = isInterface
    ? {
        privateDnsEnabled: true,
        subnetIds: subnetPerZone(around.subnets),
        securityGroupIds: guards.slice(0, 1).map(idOf),
      }
    : { routeTableIds: around.subnets.map(({ routeTable }) => idOf(routeTable)) };
  const endpoint = planned("VpcEndpoint", spec.serviceName, around.vpc, {
    ...defaults,
    ...spec,
    vpcId: idOf(around.vpc),
    tags,
  });
  return [...guards, endpoint];
}

/** The security group of an interface endpoint, then its only rule. */
function planGuards(serviceName: string, vpc: Identity<"Vpc">, tags: Tags): Planned[] {
  const group = planned("SecurityGroup", `${serviceName}-sg`, vpc, { vpcId: idOf(vpc), tags });
  const ingress = planned("SecurityGroupRule", `${serviceName}-ingress`, vpc, {
    type: "ingress",
    securityGroupId: idOf(group),
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: [new Reference(vpc, "cidrBlock")],
  });
  return [group, ingress];
}

function subnetPerZone(subnets: readonly PlannedSubnet[]): Reference[] {
  const preferred = [...subnets].sort((a, b) => preference.indexOf(a.type) - preference.indexOf(b.type));
  const zones = new Set(subnets.map(({ zone }) => zone));
  return [...zones].flatMap((zone) => preferred.filter((s) => s.zone === zone).slice(0, 1)).map((s) => idOf(s.subnet));
}
