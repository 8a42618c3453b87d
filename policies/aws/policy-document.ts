import { elements } from "../frame/elements";
import { literal } from "../frame/literal";
import { ifKnown } from "../frame/unknown";

/** One test of a statement's condition block. */
export interface Condition {
  /** In lower case, without its prefix and suffix: `stringequals`. */
  readonly operator: string;
  /** Whether it also holds where the request has no such key: `...IfExists`, `ForAllValues:`. */
  readonly holdsWithoutKey: boolean;
  /** In lower case, as IAM compares keys: `aws:securetransport`. */
  readonly key: string;
  /** Undefined for what a preview does not know. */
  readonly values: readonly (string | undefined)[];
}

/** A statement of a policy, each of its elements as a list; undefined stands for what a preview does not know. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** `*` for everyone, else with the kind before it: `AWS:arn:...`, `Service:lambda.amazonaws.com`. Empty in a policy of an identity. */
  readonly principals: readonly (string | undefined)[];
  /** Whether it is about everyone but those it names: `NotPrincipal`. */
  readonly excludesPrincipals: boolean;
  readonly actions: readonly (string | undefined)[];
  /** Undefined without `NotAction`. */
  readonly notActions: readonly (string | undefined)[] | undefined;
  readonly resources: readonly (string | undefined)[];
  readonly notResources: readonly (string | undefined)[] | undefined;
  readonly conditions: readonly Condition[];
  /** Whether it has conditions that a preview does not know: they are none of {@link conditions}. */
  readonly hasUnknownConditions: boolean;
}

type Block = Readonly<Record<string, unknown>>;

/**
 * The statements of a policy, which may be text or an object, with one statement or a list. An unknown value ends this where
 * the whole document is unknown; one inside an object leaves a hole, and the rest is read. Fails at text that is no JSON.
 */
export function statementsOf(policy: unknown): readonly Statement[] {
  const document = (typeof policy === "string" ? JSON.parse(policy) : policy) as Block | undefined;
  return toList(document?.["Statement"]).flatMap((statement) => (isBlock(statement) ? [read(statement)] : []));
}

/** Whether a preview does not know some statements of a policy at all: {@link statementsOf} leaves them out. */
export function hasUnknownStatements(policy: unknown): boolean {
  return typeof policy !== "string" && toList((policy as Block)["Statement"]).includes(undefined);
}

/** Whether it is one of a resource's policy, which says who may; an identity's says what that identity may. */
export const isOfResource = ({ principals, excludesPrincipals }: Statement): boolean =>
  principals.length > 0 || excludesPrincipals;

/** Whether it holds for everyone who asks, whoever that is and whatever their account. */
export const isForEveryone = ({ effect, principals, excludesPrincipals }: Statement): boolean =>
  excludesPrincipals ? effect === "Allow" : principals.includes("*");

/** Whether the pattern of an action or ARN, in which `*` and `?` are wild, matches the text. Actions know no case. */
export function matches(pattern: string, text: string): boolean {
  const wild: Readonly<Record<string, string>> = { "*": ".*", "?": "." };
  const form = pattern.replace(/[*?]|[^*?]+/g, (part) => wild[part] ?? literal(part));
  return new RegExp(`^${form}$`, "is").test(text);
}

/**
 * Whether a condition keeps strangers out: it demands a fixed account, organization, network or resource. The list of keys is
 * the one by which S3 tells what is public (S3 User Guide, "The meaning of public"), and what other services add to it. What a
 * preview does not know is taken for fixed: the update decides.
 */
export function isNarrowed({ conditions, hasUnknownConditions }: Statement): boolean {
  return hasUnknownConditions || conditions.some(narrows);
}

/** Whether one condition does so by itself. */
export const narrows = (condition: Condition): boolean =>
  demandsFixed(condition) &&
  (condition.key === "aws:sourceip"
    ? condition.values.every((value) => !wholeInternet.test(value ?? ""))
    : narrowing.has(condition.key));

/** Whether it holds for fixed values of its key alone, and not where the request has no such key. Unknown ones count as fixed. */
export const demandsFixed = ({ operator, holdsWithoutKey, key, values }: Condition): boolean =>
  !holdsWithoutKey &&
  positive.has(operator) &&
  values.length > 0 &&
  values.every((value) => value === undefined || isFixed(key, value));

const positive = new Set(["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"]);

const narrowing = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/** Prefixes of which two or fewer hold the whole of the internet. */
const wholeInternet = /\/[01]$/;

/** An ARN is fixed by its account, or, as a bucket's has none, by its resource; anything else by a beginning that is not wild. */
function isFixed(key: string, value: string): boolean {
  if (!key.endsWith("arn")) return !/^[*?]*$/.test(value) && !(key === "aws:userid" && /^\*/.test(value));
  const [, , , , account = "", ...resource] = value.split(":");
  return account === "" ? /^[^*?]{3,}/.test(resource.join(":")) : /^[^*?]+$/.test(account);
}

function read(statement: Block): Statement {
  const listOf = (name: string) => toList(ifKnownAt(statement, name)).map(asText);
  const notListOf = (name: string) => (name in statement ? listOf(name) : undefined);
  return {
    effect: ifKnownAt(statement, "Effect") === "Deny" ? "Deny" : "Allow",
    principals: principalsOf(ifKnownAt(statement, "Principal" in statement ? "Principal" : "NotPrincipal")),
    excludesPrincipals: "NotPrincipal" in statement,
    actions: listOf("Action"),
    notActions: notListOf("NotAction"),
    resources: listOf("Resource"),
    notResources: notListOf("NotResource"),
    conditions: conditionsOf(ifKnownAt(statement, "Condition")),
    hasUnknownConditions: hasUnknownTests(ifKnownAt(statement, "Condition")),
  };
}

/** `*` alone and `{"AWS": "*"}`, as text or in a list, mean the same: everyone. */
function principalsOf(principal: unknown): readonly (string | undefined)[] {
  if (!isBlock(principal)) return toList(principal).map(asText);
  return Object.keys(principal).flatMap((kind) =>
    toList(ifKnownAt(principal, kind)).map((id) => {
      if (id === "*") return "*";
      return typeof id === "string" ? `${kind}:${id}` : undefined;
    }),
  );
}

function conditionsOf(block: unknown): Condition[] {
  if (!isBlock(block)) return [];
  return Object.keys(block).flatMap((name) => {
    const tests = ifKnownAt(block, name);
    if (!isBlock(tests)) return [];
    const quantifier = /^for(all|any)values?:/i.exec(name)?.[1]?.toLowerCase();
    return Object.keys(tests).map((key) => ({
      operator: name
        .replace(/^[^:]*:/, "")
        .replace(/ifexists$/i, "")
        .toLowerCase(),
      holdsWithoutKey: quantifier === "all" || /ifexists$/i.test(name),
      key: key.toLowerCase(),
      values: toList(ifKnownAt(tests, key)).map(asText),
    }));
  });
}

const hasUnknownTests = (block: unknown): boolean =>
  block === UNKNOWN || (isBlock(block) && Object.keys(block).some((name) => ifKnownAt(block, name) === UNKNOWN));

const isBlock = (value: unknown): value is Block =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A list as such, anything else as a list of one; elements that a preview does not know are undefined. */
function toList(value: unknown): unknown[] {
  if (!Array.isArray(value)) return value === undefined ? [] : [value];
  return [...elements(() => value as readonly unknown[])];
}

const asText = (value: unknown): string | undefined =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;

/** The element; unknown ones are a hole, which stands in a list of one. */
const UNKNOWN: unknown[] = [undefined];
const ifKnownAt = (block: Block, name: string): unknown =>
  name in block ? (ifKnown(() => block[name]) ?? UNKNOWN) : undefined;
