import { judgingCaches } from "../../aws/standard-support";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Past it ElastiCache bills Extended Support, at a price that grows. Valkey and Memcached have no such day yet. */
export const elasticacheStandardSupport = rule({
  name: "elasticache-standard-support",
  description: "ElastiCache caches have a major version in standard support.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("COST10-BP02"),
  remediationSteps: "upgrade to Valkey, or to a major version in standard support.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html",

  resources: judgingCaches(false),
});
