import type { InstanceState } from "@pulumi/aws/rds";

import { databases, type Engine, engineNameIn, engineOf } from "../../aws/databases";
import { isFrom, type Parameters, parametersOf } from "../../aws/parameter-groups";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** What refuses plain connections to an engine. */
interface Switch {
  readonly parameter: string;
  /** The version from which on AWS has it on where nothing sets it. Left out: none. */
  readonly onFrom?: readonly [major: number, minor: number];
  /** The first version that has it. */
  readonly since?: readonly [major: number, minor: number];
  /** Whether every version that AWS takes where none is stated has it on. */
  readonly onByItself?: true;
}

/** Of the RDS and Aurora user guides, on requiring TLS by engine. Oracle and Db2 have no such parameter. */
const switches: Readonly<Partial<Record<Engine, Switch>>> = {
  "aurora-mysql": { parameter: "require_secure_transport", onFrom: [8, 4] },
  "aurora-postgresql": { parameter: "rds.force_ssl", onFrom: [17, 0], onByItself: true },
  mariadb: { parameter: "require_secure_transport", onFrom: [11, 8], since: [10, 5] },
  mysql: { parameter: "require_secure_transport", onFrom: [9, 7] },
  postgres: { parameter: "rds.force_ssl", onFrom: [15, 0], onByItself: true },
  sqlserver: { parameter: "rds.force_ssl" },
};

/** Nobody connects in plain text, whatever a client is set to. Engines without a parameter for it are not judged. */
export const rdsTlsForced = rule({
  name: "rds-tls-forced",
  description: "RDS databases refuse connections without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.38", "RDS.39", "RDS.41", "RDS.44"),
  seeAlso: ["Checkov CKV2_AWS_69"],
  remediationSteps:
    'set rds.force_ssl to "1", or require_secure_transport to "ON", in the parameter group of the database.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-38",

  inputsOf: databases,

  stack: (stack, { judge }) => {
    for (const type of databases) {
      for (const database of stack.ofType<InstanceState>(type)) {
        judge(database, (report) => {
          const name = engineNameIn(stack, database);
          const engine = engineOf(name ?? "");
          const tls = engine && switches[engine];
          if (name !== undefined && tls === undefined) return;
          const parameters = parametersOf(stack, database, type, report);
          if (parameters === undefined || parameters === "inherited") return;
          if (tls) judgeSwitch(tls, parameters, report);
          else report.undecided("its engine");
        });
      }
    }
  },
});

function judgeSwitch(tls: Switch, { version, valueOf }: Parameters, { violation, undecided }: Report): void {
  if (tls.since && isFrom(version, tls.since) === false) return;
  const set = valueOf(tls.parameter);
  const isOn = set === undefined ? isOnByDefault(tls, version) : ["1", "on", "true"].includes(set.toLowerCase());
  if (isOn === undefined) undecided(`whether its version has ${tls.parameter} on`);
  else if (!isOn) violation(`${tls.parameter} is ${shown(set, "off")}`);
}

function isOnByDefault({ onFrom, onByItself }: Switch, version: string | undefined): boolean | undefined {
  return onFrom === undefined ? false : (isFrom(version, onFrom) ?? onByItself);
}
