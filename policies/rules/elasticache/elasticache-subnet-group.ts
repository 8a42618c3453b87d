import type { ClusterArgs, ServerlessCacheArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** The default group has every subnet of the default VPC, public ones too. */
export const elasticacheSubnetGroup = rule({
  name: "elasticache-subnet-group",
  description: "ElastiCache caches are in subnets of the stack's choice.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("ElastiCache.7"),
  seeAlso: ["cdk-nag AEC1", "Checkov CKV_AWS_323"],
  remediationSteps:
    "set subnetGroupName to a group of private or isolated subnets; name such in subnetIds of a serverless cache.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": judgeGroup,
    "aws:elasticache/cluster:Cluster": (cluster: Inputs<ClusterArgs>, report: Report) => {
      if (!cluster.replicationGroupId) judgeGroup(cluster, report);
    },
    "aws:elasticache/serverlessCache:ServerlessCache": (
      { subnetIds }: Inputs<ServerlessCacheArgs>,
      { violation }: Report,
    ) => {
      if ((subnetIds ?? []).length === 0) violation("subnetIds names none");
    },
  },
});

function judgeGroup(
  { subnetGroupName: name }: { readonly subnetGroupName?: string | undefined },
  { violation }: Report,
): void {
  if (!name || name === "default") violation(`subnetGroupName is ${shown(name, "default")}`);
}
