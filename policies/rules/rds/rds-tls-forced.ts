import type { InstanceState, ParameterGroupState } from "@pulumi/aws/rds";

import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import type { StackResource } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

type Group = StackResource<ParameterGroupState>;

/** By type of a database: what names its parameter group, and that group's type. */
const groupOf = {
  "aws:rds/instance:Instance": ["parameterGroupName", "aws:rds/parameterGroup:ParameterGroup"],
  "aws:rds/cluster:Cluster": ["dbClusterParameterGroupName", "aws:rds/clusterParameterGroup:ClusterParameterGroup"],
} as const;

/** How the names of AWS's own groups begin. Nobody can change those. */
const DEFAULT = "default.";

type Parameter = readonly [engine: string, parameter: string, onFrom: number];

/**
 * By part of an engine's name: the parameter that refuses plain connections, and from which major version AWS has it on
 * where nothing sets it (RDS and Aurora user guides, on requiring TLS).
 */
const parameters: readonly Parameter[] = [
  ["aurora-postgresql", "rds.force_ssl", 17],
  ["postgres", "rds.force_ssl", 15],
  ["sqlserver", "rds.force_ssl", Infinity],
  ["mysql", "require_secure_transport", Infinity],
  ["mariadb", "require_secure_transport", Infinity],
];
const on: readonly string[] = ["1", "ON", "on"];

/** Nobody connects in plain text, whatever a client is set to. Oracle and Db2, which have no such parameter, are not judged. */
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

  inputsOf: Object.keys(groupOf),

  stack: (stack, { judge }) => {
    for (const [type, [property, groupType]] of Object.entries(groupOf)) {
      const groups = stack.ofType<ParameterGroupState>(groupType);
      for (const database of stack.ofType<InstanceState>(type)) {
        judge(database, (report) => {
          const { engine = "", replicateSourceDb } = database.props;
          const known = parameters.find(([part]) => engine.includes(part));
          const isStated = stack.states(database, property);
          // A replica that names no group has its source's.
          if (known === undefined || (replicateSourceDb && !isStated)) return;
          const group = isStated ? stack.reference(database, property, groups) : DEFAULT;
          judgeGroup(
            known,
            ifKnown(() => database.props.engineVersion),
            group,
            report,
          );
        });
      }
    }
  },
});

function judgeGroup(
  [, parameter, onFrom]: Parameter,
  version: string | undefined,
  group: Group | string | undefined,
  { violation, undecided }: Report,
): void {
  if (group === undefined) {
    undecided("its parameter group");
    return;
  }
  if (typeof group === "string" && !group.startsWith(DEFAULT)) {
    undecided(`what the parameter group ${group} says`, "from this stack alone");
    return;
  }
  const own = typeof group === "string" ? [] : (group.props.parameters ?? []);
  const set = own.find(({ name }) => name === parameter)?.value;
  // Without a version the newest of AWS is taken.
  const isOn =
    set === undefined
      ? Number.parseInt(version ?? "", 10) >= onFrom || (!version && onFrom < Infinity)
      : on.includes(set);
  if (!isOn) violation(`${parameter} is ${shown(set, "off")}`);
}
