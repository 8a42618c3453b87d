import { fsbp } from "../../frame/metadata";
import { type ResourceContext, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** What a cache holds can be restored. */
export const elasticacheBackups = rule<{ readonly minDays: number }>({
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
    "aws:elasticache/replicationGroup:ReplicationGroup": judgeDays,
    "aws:elasticache/serverlessCache:ServerlessCache": judgeDays,
  },
});

function judgeDays(
  { snapshotRetentionLimit: days }: { readonly snapshotRetentionLimit?: number },
  { violation, options: { minDays } }: ResourceContext<{ readonly minDays: number }>,
): void {
  if (typeof days === "number" && days >= minDays) return;
  violation(`snapshotRetentionLimit is ${shown(days, "0")}, not ${minDays} or more`);
}
