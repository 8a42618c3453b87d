import type { ClusterArgs } from "@pulumi/aws/elasticache";

import { CLUSTER, isMember, isMemcached, REPLICATION_GROUP, SERVERLESS } from "../../aws/caches";
import { numberOf } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, type ResourceContext, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

interface Options {
  readonly minDays: number;
}

/** What a cache holds can be restored. Nodes of Memcached have no snapshots; a serverless cache of Memcached has. */
export const elasticacheBackups = rule<Options>({
  name: "elasticache-backups",
  description: "ElastiCache caches keep automatic snapshots.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("ElastiCache.1"),
  seeAlso: ["Checkov CKV_AWS_134", "Trivy AWS-0050"],
  remediationSteps: "set snapshotRetentionLimit to the days demanded, or more.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-1",
  options: { minDays: { type: "integer", minimum: 1, maximum: 35, default: 1, description: "days demanded" } },

  resources: {
    [REPLICATION_GROUP]: judgeDays,
    [SERVERLESS]: judgeDays,
    [CLUSTER]: (cluster: Inputs<ClusterArgs>, context: ResourceContext<Options>) => {
      if (!isMember(cluster) && !isMemcached(cluster)) judgeDays(cluster, context);
    },
  },
});

function judgeDays(
  { snapshotRetentionLimit: days }: { readonly snapshotRetentionLimit?: number | undefined },
  { violation, options: { minDays } }: ResourceContext<Options>,
): void {
  if ((numberOf(days) ?? 0) >= minDays) return;
  violation(`snapshotRetentionLimit is ${shown(days, "0")}, not ${minDays} or more`);
}
