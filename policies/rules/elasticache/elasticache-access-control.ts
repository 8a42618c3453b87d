import type { ReplicationGroupArgs, ServerlessCacheArgs } from "@pulumi/aws/elasticache";

import { isFollower, isMemcached } from "../../aws/caches";
import { isGiven } from "../../aws/spelled";
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
      // That a token is there is known before the token is.
      if (isGiven(group, "authToken") || isGiven(group, "authTokenWo") || isFollower(group)) return;
      if ((group.userGroupIds ?? []).length === 0) violation("neither userGroupIds nor authToken is set");
    },
    "aws:elasticache/serverlessCache:ServerlessCache": (cache: Inputs<ServerlessCacheArgs>, { violation }) => {
      // Who reaches Memcached is a matter of its security groups.
      if (!isGiven(cache, "userGroupId") && !isMemcached(cache)) violation("userGroupId is not set");
    },
  },
});
