import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** What is swapped, synchronized or backed up is encrypted. */
export const elasticacheEncryptedAtRest = rule({
  name: "elasticache-encrypted-at-rest",
  description: "ElastiCache replication groups encrypt data at rest.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ElastiCache.4"),
  seeAlso: ["cdk-nag AEC3", "Checkov CKV_AWS_29", "Trivy AWS-0045"],
  remediationSteps: "set atRestEncryptionEnabled: true; a group that exists is replaced.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      const { atRestEncryptionEnabled } = group;
      if (atRestEncryptionEnabled !== true)
        violation(`atRestEncryptionEnabled is ${shown(atRestEncryptionEnabled, "false")}`);
    },
  },
});
