import type { InstanceState } from "@pulumi/aws/rds";

import { databases, type Engine, engineNameIn, engineOf } from "../../aws/databases";
import { isFrom } from "../../aws/parameter-groups";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { ifKnown } from "../../frame/unknown";

/** What IAM authentication is for: RDS.10 judges these alone. MariaDB has it from version 10.6 on. */
const engines: ReadonlySet<Engine | undefined> = new Set([
  "aurora-mysql",
  "aurora-postgresql",
  "mariadb",
  "mysql",
  "postgres",
]);

/** Who has an IAM role needs no password that could be found. Engines that take no such role are not judged. */
export const rdsIamAuthentication = rule({
  name: "rds-iam-authentication",
  description: "RDS databases accept IAM authentication.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: fsbp("RDS.10", "RDS.12"),
  seeAlso: ["Checkov CKV_AWS_161", "Checkov CKV_AWS_162", "Trivy AWS-0176"],
  remediationSteps: "set iamDatabaseAuthenticationEnabled: true.",
  settings: { "database.iamAuthentication": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-10",

  inputsOf: databases,

  stack: (stack, { judge }) => {
    for (const db of databases.flatMap((type) => stack.ofType<InstanceState>(type))) {
      judge(db, ({ violation, undecided }) => {
        const name = engineNameIn(stack, db);
        const engine = engineOf(name ?? "");
        const version = ifKnown(() => db.props.engineVersion);
        const isTooOld = engine === "mariadb" && isFrom(version, [10, 6]) === false;
        if (isTooOld || (name !== undefined && !engines.has(engine))) return;
        const { iamDatabaseAuthenticationEnabled: enabled } = stack.stated(db);
        if (isTrue(enabled)) return;
        if (name === undefined) undecided("whether its engine knows IAM");
        else violation(`iamDatabaseAuthenticationEnabled is ${shown(enabled, "false")}`);
      });
    }
  },
});
