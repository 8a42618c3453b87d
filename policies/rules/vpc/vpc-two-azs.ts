import type { SubnetState, VpcState } from "@pulumi/aws/ec2";

import { demandZones } from "../../aws/zones";
import { groupBy } from "../../frame/group-by";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** What places a service's nodes: `subnetIds` says where. */
const SUBNET_GROUPS = ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"];

/**
 * No tier of a network, and no database or cache, depends on a single zone. Zones are counted, not subnets.
 *
 * - Tiers: the subnets of a VPC with one value of the tag `tierTag` (awsx sets `SubnetType`) are a tier; those without
 *   the tag are one too, "untagged". Of a VPC that is not part of the stack only some subnets may be seen, so a tier
 *   that falls short there is undecided. A VPC without subnets holds nothing that could fail, and is not judged.
 * - Subnet groups: exactly the subnets that the group names. A group fed from a component's output, whose ids and
 *   number do not exist yet, is undecided; a network in one zone is refused by its tiers even then.
 */
export const vpcTwoAzs = rule({
  name: "vpc-two-azs",
  description: "Every subnet tier of a VPC, and every database or cache subnet group, spans two Availability Zones.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: wellArchitected("REL10-BP01"),
  remediationSteps:
    "place subnets of the same tier in further zones, and name subnets in different zones in the group.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html",
  options: {
    minZones: { type: "integer", minimum: 2, default: 2, description: "distinct zones demanded" },
    tierTag: { type: "string", minLength: 1, default: "SubnetType", description: "tag that names a subnet's tier" },
  },

  inputsOf: SUBNET_GROUPS,

  stack: (stack, { options: { minZones, tierTag }, judge }) => {
    const vpcs = stack.ofType<VpcState>("aws:ec2/vpc:Vpc");
    const subnets = stack.ofType<SubnetState>("aws:ec2/subnet:Subnet");

    // A subnet whose VPC is not known yet stands alone: it may belong to any.
    for (const [vpc, own] of groupBy(subnets, (subnet) => stack.reference(subnet, "vpcId", vpcs) ?? subnet)) {
      const unseen = { elsewhere: typeof vpc === "string" ? Infinity : 0, unknown: vpc === own[0] ? Infinity : 0 };
      judge(typeof vpc === "string" ? own[0] : vpc, (report) => {
        for (const [tier, found] of groupBy(own, (subnet) => subnet.props.tags?.[tierTag] ?? "untagged")) {
          demandZones({ found, ...unseen }, minZones, `the ${tier} subnets`, report);
        }
      });
    }

    for (const group of SUBNET_GROUPS.flatMap((type) => stack.ofType(type))) {
      judge(group, (report) =>
        demandZones(stack.references(group, "subnetIds", subnets), minZones, "its subnets", report),
      );
    }
  },
});
