import type { InstanceArgs } from "@pulumi/aws/rds";

import { judgeSupport, judgingCaches } from "../../aws/standard-support";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

/**
 * An upgrade wants to be tried and to have its hour, so half a year before standard support ends is when to plan it. From its end on
 * `rds-standard-support` and `elasticache-standard-support` refuse.
 */
export const standardSupportEnds = rule({
  name: "standard-support-ends",
  description: "Databases and caches have a major version whose standard support does not end within half a year.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("COST10-BP02"),
  remediationSteps: "plan the upgrade to a later major version.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html",

  resources: {
    ...judgingCaches(true),
    "aws:rds/instance:Instance": (instance: Inputs<InstanceArgs>, report: Report) =>
      judgeSupport(instance, "", true, report),
  },
});
