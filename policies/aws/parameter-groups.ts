import type { InstanceState, ParameterGroupState } from "@pulumi/aws/rds";

import type { Report } from "../frame/report";
import type { Stack, StackResource } from "../frame/stack";
import { ifKnown } from "../frame/unknown";
import { CLUSTER, INSTANCE, isReplica } from "./databases";

/** By type of a database: what names its parameter group, and that group's type. */
const groupOf = {
  [INSTANCE]: ["parameterGroupName", "aws:rds/parameterGroup:ParameterGroup"],
  [CLUSTER]: ["dbClusterParameterGroupName", "aws:rds/clusterParameterGroup:ClusterParameterGroup"],
} as const;

/** How the names of AWS's own groups begin. Nobody can change those, and their family comes after it. */
const DEFAULT = "default.";

/** What a database's parameters are, as far as its group says. */
export interface Parameters {
  /** Engine and version whose defaults hold where nothing is set: a family such as `mysql8.4`, or the database's own version. */
  readonly version: string | undefined;
  /** What the group sets; undefined where it leaves the default. */
  readonly valueOf: (name: string) => string | undefined;
}

/**
 * The parameters of a database: of its group in the stack, or of AWS's default group where it names that one or none. Undefined,
 * after a word on it, where the group is not known. A replica in its source's region that names no group has its source's, and so
 * nothing of its own: "inherited". The rule has to ask for the inputs of databases.
 */
export function parametersOf(
  stack: Stack,
  database: StackResource<InstanceState>,
  type: keyof typeof groupOf,
  { undecided }: Report,
): Parameters | "inherited" | undefined {
  const [property, groupType] = groupOf[type];
  const own = ifKnown(() => database.props.engineVersion);
  if (!stack.states(database, property)) {
    const source = ifKnown(() => database.props.replicateSourceDb) ?? "";
    return isReplica(stack.stated(database)) && !source.startsWith("arn:") ? "inherited" : none(own);
  }
  const group = stack.reference(database, property, stack.ofType<ParameterGroupState>(groupType));
  if (group === undefined) undecided("its parameter group");
  else if (group instanceof Object) return ofGroup(group, own);
  else if (group.startsWith(DEFAULT)) return none(group.slice(DEFAULT.length));
  else undecided(`what the parameter group ${group} says`, "from this stack alone");
  return undefined;
}

const none = (version: string | undefined): Parameters => ({ version, valueOf: () => undefined });

function ofGroup({ props }: StackResource<ParameterGroupState>, own: string | undefined): Parameters {
  const values = new Map(
    (props.parameters ?? []).map(({ name, value }) => [name.toLowerCase(), String(value as unknown)]),
  );
  return { version: ifKnown(() => props.family) ?? own, valueOf: (name) => values.get(name) };
}

/** Whether a version, or a family, is at least `from`; undefined where it does not say so much, or is not known. */
export function isFrom(version: string | undefined, [fromMajor, fromMinor]: readonly [number, number]) {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(version ?? "") ?? [];
  if (major === undefined) return undefined;
  if (Number(major) !== fromMajor) return Number(major) > fromMajor;
  if (fromMinor === 0) return true;
  return minor === undefined ? undefined : Number(minor) >= fromMinor;
}
