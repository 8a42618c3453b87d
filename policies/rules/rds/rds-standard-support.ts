import type { InstanceArgs } from "@pulumi/aws/rds";

import { judgeSupport } from "../../aws/standard-support";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

/** Past it RDS bills Extended Support, at a price that grows, or upgrades the database on a day of its own choice. */
export const rdsStandardSupport = rule({
  name: "rds-standard-support",
  description: "RDS databases have a major version in standard support.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("COST10-BP02"),
  remediationSteps: "upgrade to a major version in standard support.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html",

  resources: {
    "aws:rds/instance:Instance": (instance: Inputs<InstanceArgs>, report: Report) =>
      judgeSupport(instance, "", false, report),
  },
});
