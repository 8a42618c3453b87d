import type { ClusterArgs, ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Where a primary is lost, a replica in another zone takes its place; nodes of Memcached, which copy nothing, lie in two zones. */
export const elasticacheMultiAz = rule({
  name: "elasticache-multi-az",
  description: "ElastiCache caches go on by themselves where an Availability Zone is lost.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ElastiCache.3"),
  seeAlso: ["cdk-nag AEC4", "Checkov CKV2_AWS_50"],
  remediationSteps:
    'set automaticFailoverEnabled and multiAzEnabled to true, with a replica at least; azMode of a Memcached cluster to "cross-az", with two nodes at least.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      const { automaticFailoverEnabled, multiAzEnabled } = group;
      if (automaticFailoverEnabled === true && multiAzEnabled === true) return;
      violation(
        `automaticFailoverEnabled is ${shown(automaticFailoverEnabled, "false")}, multiAzEnabled is ${shown(multiAzEnabled, "false")}`,
      );
    },
    "aws:elasticache/cluster:Cluster": (cluster: Inputs<ClusterArgs>, { violation }) => {
      if (cluster.replicationGroupId) return;
      const { azMode, numCacheNodes = 1 } = cluster;
      if (azMode !== "cross-az" || numCacheNodes < 2) {
        violation(`azMode is ${shown(azMode, "single-az")}, numCacheNodes is ${numCacheNodes}`);
      }
    },
  },
});
