import type { ReplicationGroupArgs, ServerlessCacheArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Who reaches the port is not let in by that alone. */
export const elasticacheAccessControl = rule({
  name: "elasticache-access-control",
  description: "ElastiCache caches of Valkey and Redis OSS ask clients who they are.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ElastiCache.6"),
  seeAlso: ["cdk-nag AEC6", "Checkov CKV_AWS_31"],
  remediationSteps: "set userGroupIds (userGroupId of a serverless cache), or authToken for an engine without users.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-6",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      if ((group.userGroupIds ?? []).length === 0 && !group.authToken)
        violation("neither userGroupIds nor authToken is set");
    },
    "aws:elasticache/serverlessCache:ServerlessCache": (cache: Inputs<ServerlessCacheArgs>, { violation }) => {
      // Memcached knows no users: who reaches it is a matter of its security groups.
      if (cache.engine !== "memcached" && !cache.userGroupId) violation("userGroupId is not set");
    },
  },
});
