import type { ClusterArgs, ReplicationGroupArgs, ServerlessCacheArgs } from "@pulumi/aws/elasticache";

import { judgeSupport } from "../../aws/standard-support";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

type Cache = Inputs<ClusterArgs> | Inputs<ReplicationGroupArgs> | Inputs<ServerlessCacheArgs>;

const judge = (cache: Cache, report: Report) => judgeSupport(cache, "redis", false, report);

/** Past it ElastiCache bills Extended Support, at a price that grows. Valkey and Memcached have no such day yet. */
export const elasticacheStandardSupport = rule({
  name: "elasticache-standard-support",
  description: "ElastiCache caches have a major version in standard support.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("COST10-BP02"),
  remediationSteps: "upgrade to Valkey, or to a major version in standard support.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html",

  resources: {
    "aws:elasticache/cluster:Cluster": judge,
    "aws:elasticache/replicationGroup:ReplicationGroup": judge,
    "aws:elasticache/serverlessCache:ServerlessCache": judge,
  },
});
