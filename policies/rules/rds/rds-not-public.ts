import { type Member, onInstances } from "../../aws/databases";
import { isFalse } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";

/** No database has an address on the internet: no instance, and no shard group of an Aurora Limitless Database. */
export const rdsNotPublic = rule({
  name: "rds-not-public",
  description: "RDS instances are not publicly accessible.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("RDS.2"),
  seeAlso: ["Checkov CKV_AWS_17", "Trivy AWS-0180", "AwsGuard rds-instance-public-access"],
  remediationSteps: "set publiclyAccessible: false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",

  resources: { ...onInstances(judgeAccess), "aws:rds/shardGroup:ShardGroup": judgeAccess },
});

function judgeAccess({ publiclyAccessible = false }: Pick<Member, "publiclyAccessible">, { violation }: Report): void {
  if (!isFalse(publiclyAccessible)) violation(`publiclyAccessible is ${JSON.stringify(publiclyAccessible)}`);
}
