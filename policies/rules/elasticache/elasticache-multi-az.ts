import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Where a primary is lost, a replica in another zone takes its place by itself. */
export const elasticacheMultiAz = rule({
  name: "elasticache-multi-az",
  description: "ElastiCache replication groups fail over to another Availability Zone by themselves.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ElastiCache.3"),
  seeAlso: ["cdk-nag AEC4"],
  remediationSteps: "set automaticFailoverEnabled and multiAzEnabled to true, with a replica at least.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",

  resources: {
    "aws:elasticache/replicationGroup:ReplicationGroup": (group: Inputs<ReplicationGroupArgs>, { violation }) => {
      const { automaticFailoverEnabled, multiAzEnabled } = group;
      if (automaticFailoverEnabled === true && multiAzEnabled === true) return;
      violation(
        `automaticFailoverEnabled is ${shown(automaticFailoverEnabled, "false")}, multiAzEnabled is ${shown(multiAzEnabled, "false")}`,
      );
    },
  },
});
