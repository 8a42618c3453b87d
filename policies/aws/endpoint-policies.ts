import { wholeServices } from "./policy-actions";
import {
  type Condition,
  demandsFixed,
  hasUnknownStatements,
  isForEveryone,
  type Statement,
  statementsOf,
} from "./policy-document";

/** A truth, or undefined where only the update knows. */
type Answer = boolean | undefined;

/**
 * Whether the policy of a VPC endpoint lets everyone do everything, in one of its statements and whatever its spelling. A condition
 * closes it where it holds for fixed principals or resources alone, and so does a statement that denies all others.
 */
export function allowsEverything(policy: unknown): Answer {
  const statements = statementsOf(policy);
  if (statements.some(deniesStrangers)) return false;
  return someOf([...statements.map(isOpen), hasUnknownStatements(policy) ? undefined : false]);
}

/** An Allow for everyone, to do all of a service or more, to everything: what AWS attaches where nothing is stated. */
function isOpen(statement: Statement): Answer {
  if (statement.effect === "Deny" || statement.conditions.some(isClosing)) return false;
  const answers = [
    isForEveryone(statement) || holeOr(statement.principals),
    wholeServices(statement).length > 0 || holeOr(statement.actions),
    statement.notResources !== undefined ||
      statement.resources.some((resource) => resource !== undefined && isEverything(resource)) ||
      holeOr(statement.resources),
    statement.hasUnknownConditions ? undefined : true,
  ];
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

/** Those that say nothing of who asks, or for what: whoever runs code in the VPC comes from there. */
const vain = /^aws:(sourcevpc\w*|vpcsourceip|sourceip|requestedregion|useragent|referer|calledvia\w*)$/;

const isClosing = (condition: Condition): boolean => !vain.test(condition.key) && demandsFixed(condition);

/** A Deny of everything, but for fixed principals or resources. */
const deniesStrangers = (statement: Statement): boolean =>
  statement.effect === "Deny" &&
  statement.principals.includes("*") &&
  statement.actions.some((action) => action !== undefined && /^(\*|\*:\*|[\w-]+:\*)$/.test(action)) &&
  statement.resources.includes("*") &&
  statement.conditions.some((condition) =>
    isClosing({
      ...condition,
      operator: condition.operator.replace("not", ""),
      holdsWithoutKey: !/not/.test(condition.operator),
    }),
  );

/** Whether the pattern of an ARN names everybody's resources of a service, or of a type: `*`, `arn:aws:s3:::*`, `arn:*:sqs:*:*:*`. */
function isEverything(resource: string): boolean {
  if (/^[*?]+$/.test(resource)) return true;
  const [prefix = "", , , , account = "", ...name] = resource.split(":");
  if (prefix !== "arn" && !matchesArn(prefix)) return false;
  if (name.length === 0) return /\*$/.test(resource);
  return /^[*?]*$/.test(account) && /^([\w-]+\/)?[*?/]*$/.test(name.join("/"));
}

const matchesArn = (prefix: string): boolean => /^[arn]*[*?][arn*?]*$/.test(prefix);

const holeOr = (list: readonly unknown[]): Answer => (list.includes(undefined) ? undefined : false);

const someOf = (answers: readonly Answer[]): Answer =>
  answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
