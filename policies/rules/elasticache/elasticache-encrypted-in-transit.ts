import type { ClusterArgs, ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { isFollower, isMember } from "../../aws/caches";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Clients and nodes speak TLS, and nothing else. A serverless cache does by nature. */
export const elasticacheEncryptedInTransit = rule({
  name: "elasticache-encrypted-in-transit",
  description: "ElastiCache caches encrypt data in transit.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ElastiCache.5"),
  seeAlso: ["cdk-nag AEC3", "Checkov CKV_AWS_30", "Trivy AWS-0051"],
  remediationSteps: 'set transitEncryptionEnabled: true, and transitEncryptionMode to "required".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      if (isFollower(group)) return;
      const { transitEncryptionEnabled: enabled, transitEncryptionMode: mode } = group;
      if (!isTrue(enabled)) violation(`transitEncryptionEnabled is ${shown(enabled, "false")}`);
      else if (mode === "preferred") violation("transitEncryptionMode is preferred, which allows plain connections");
    },
    "aws:elasticache/cluster:Cluster": (cluster: Inputs<ClusterArgs>, { violation }) => {
      if (isMember(cluster)) return;
      const { transitEncryptionEnabled: enabled } = cluster;
      if (!isTrue(enabled)) violation(`transitEncryptionEnabled is ${shown(enabled, "false")}`);
    },
  },
});
