import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { isFollower } from "../../aws/caches";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/**
 * What is swapped, synchronized or backed up is encrypted. Valkey is where nothing is stated (the provider's documentation of
 * `atRestEncryptionEnabled`), and a serverless cache always.
 */
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
      if (isFollower(group)) return;
      const { atRestEncryptionEnabled: enabled } = group;
      if (isTrue(enabled) || (enabled === undefined && group.engine?.toLowerCase() === "valkey")) return;
      violation(`atRestEncryptionEnabled is ${shown(enabled, "false")}`);
    },
  },
});
