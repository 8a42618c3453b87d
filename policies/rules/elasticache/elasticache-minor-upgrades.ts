import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Minor versions bring security fixes. */
export const elasticacheMinorUpgrades = rule({
  name: "elasticache-minor-upgrades",
  description: "ElastiCache replication groups take minor versions of their engine by themselves.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("ElastiCache.2"),
  seeAlso: ["Checkov CKV_AWS_322"],
  remediationSteps: "set autoMinorVersionUpgrade: true, or leave it out.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      if (![undefined, true].includes(group.autoMinorVersionUpgrade)) {
        violation(`autoMinorVersionUpgrade is ${JSON.stringify(group.autoMinorVersionUpgrade)}`);
      }
    },
  },
});
