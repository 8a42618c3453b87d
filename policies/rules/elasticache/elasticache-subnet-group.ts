import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** The default group has every subnet of the default VPC, public ones too. */
export const elasticacheSubnetGroup = rule({
  name: "elasticache-subnet-group",
  description: "ElastiCache replication groups are in subnets of the stack's choice.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("ElastiCache.7"),
  seeAlso: ["cdk-nag AEC1", "Checkov CKV_AWS_323"],
  remediationSteps: "set subnetGroupName to a group of private or isolated subnets.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      const { subnetGroupName } = group;
      if (!subnetGroupName || subnetGroupName === "default")
        violation(`subnetGroupName is ${shown(subnetGroupName, "default")}`);
    },
  },
});
