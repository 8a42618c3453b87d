import type { SubnetState } from "@pulumi/aws/ec2";
import type { ClusterArgs, ReplicationGroupArgs, ServerlessCacheState } from "@pulumi/aws/elasticache";

import { CLUSTER, isMember, REPLICATION_GROUP, SERVERLESS } from "../../aws/caches";
import { isTrue, numberOf } from "../../aws/spelled";
import { demandZones } from "../../aws/zones";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { ifKnown } from "../../frame/unknown";

/**
 * Where a primary is lost, a replica in another zone takes its place; nodes of Memcached, which copy nothing, lie in two zones. A
 * serverless cache is in every zone in which it has a subnet: zones are counted, not subnets. Without any it has those of AWS's
 * choice, which are several.
 */
export const elasticacheMultiAz = rule({
  name: "elasticache-multi-az",
  description: "ElastiCache caches go on by themselves where an Availability Zone is lost.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ElastiCache.3"),
  seeAlso: ["cdk-nag AEC4", "Checkov CKV2_AWS_50"],
  remediationSteps:
    'set automaticFailoverEnabled and multiAzEnabled to true, with a replica at least; azMode of a Memcached cluster to "cross-az", with two nodes at least; give a serverless cache subnets in two zones.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",

  inputsOf: [SERVERLESS],

  resources: {
    [REPLICATION_GROUP]: (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      const { automaticFailoverEnabled, multiAzEnabled } = group;
      if (!isTrue(automaticFailoverEnabled) || !isTrue(multiAzEnabled)) {
        violation(
          `automaticFailoverEnabled is ${shown(automaticFailoverEnabled, "false")}, multiAzEnabled is ${shown(multiAzEnabled, "false")}`,
        );
        return;
      }
      const nodes = numberOf(ifKnown(() => group.numCacheClusters));
      const replicas = numberOf(ifKnown(() => group.replicasPerNodeGroup));
      if (nodes !== undefined && nodes < 2) violation(`numCacheClusters is ${nodes}, so there is no replica`);
      else if (replicas === 0) violation("replicasPerNodeGroup is 0");
      else if (inOneZone(group)) violation("preferredCacheClusterAzs names one zone");
    },
    [CLUSTER]: (cluster: Inputs<ClusterArgs>, { violation }) => {
      if (isMember(cluster)) return;
      const { azMode, numCacheNodes = 1 } = cluster;
      if (azMode !== "cross-az" || (numberOf(numCacheNodes) ?? 0) < 2) {
        violation(`azMode is ${shown(azMode, "single-az")}, numCacheNodes is ${numCacheNodes}`);
      }
    },
  },

  stack: (stack, { judge }) => {
    const subnets = stack.ofType<SubnetState>("aws:ec2/subnet:Subnet");
    for (const cache of stack.ofType<ServerlessCacheState>(SERVERLESS)) {
      if (!stack.states(cache, "subnetIds")) continue;
      judge(cache, (report) => {
        const members = stack.references(cache, "subnetIds", subnets);
        const isEmpty = members.found.length + members.elsewhere + members.unknown === 0;
        if (!isEmpty) demandZones(members, 2, "its subnets", report);
      });
    }
  },
});

/** Whether every node has the same zone, as far as that is known. */
function inOneZone(group: Inputs<ReplicationGroupArgs>): boolean {
  const zones = ifKnown(() => [...(group.preferredCacheClusterAzs ?? [])]) ?? [];
  return zones.length > 0 && new Set(zones).size === 1;
}
