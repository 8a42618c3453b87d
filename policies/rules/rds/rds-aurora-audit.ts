import type { InstanceState } from "@pulumi/aws/rds";

import { CLUSTER, engineOf } from "../../aws/databases";
import { parametersOf } from "../../aws/parameter-groups";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Aurora MySQL writes who signed in, and what they did, where both parameters of its cluster say so. Exporting it is another rule. */
export const rdsAuroraAudit = rule({
  name: "rds-aurora-audit",
  description: "Aurora MySQL clusters write an audit log.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.45"),
  remediationSteps:
    'set server_audit_logging to "1" and server_audit_events, such as to "CONNECT,QUERY_DCL", in the parameter group of the cluster.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-45",

  inputsOf: [CLUSTER],

  stack: (stack, { judge }) => {
    for (const cluster of stack.ofType<InstanceState>(CLUSTER)) {
      judge(cluster, (report) => {
        if (engineOf(cluster.props.engine ?? "") !== "aurora-mysql") return;
        const parameters = parametersOf(stack, cluster, CLUSTER, report);
        if (parameters === undefined || parameters === "inherited") return;
        const [logging, events] = ["server_audit_logging", "server_audit_events"].map(parameters.valueOf);
        if (!["1", "on", "true"].includes(logging?.toLowerCase() ?? "")) {
          report.violation(`server_audit_logging is ${shown(logging, "off")}`);
        } else if (!events?.trim()) report.violation(`server_audit_events is ${shown(events, "none")}`);
      });
    }
  },
});
