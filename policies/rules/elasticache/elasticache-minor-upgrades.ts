import { isMemcached } from "../../aws/caches";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";

interface Cache {
  readonly engine?: string;
  readonly autoMinorVersionUpgrade?: boolean | string;
}

/** Minor versions bring security fixes. ElastiCache applies none to Memcached, whatever is set there. */
export const elasticacheMinorUpgrades = rule({
  name: "elasticache-minor-upgrades",
  description: "ElastiCache caches take minor versions of their engine by themselves.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("ElastiCache.2"),
  seeAlso: ["Checkov CKV_AWS_322"],
  remediationSteps: "set autoMinorVersionUpgrade: true, or leave it out.",
  settings: { "cache.autoMinorVersionUpgrade": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": judgeUpgrades,
    "aws:elasticache/cluster:Cluster": judgeUpgrades,
  },
});

function judgeUpgrades(cache: Cache, { violation }: Report): void {
  const { autoMinorVersionUpgrade: upgrades = true } = cache;
  if (!isTrue(upgrades) && !isMemcached(cache)) violation(`autoMinorVersionUpgrade is ${JSON.stringify(upgrades)}`);
}
