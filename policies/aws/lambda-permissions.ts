import type { PermissionArgs } from "@pulumi/aws/lambda";

import { isStated } from "../frame/inputs";
import type { Inputs } from "../frame/rule";
import { ifKnown } from "../frame/unknown";
import { accountOfArn } from "./accounts";
import { type Condition, isForEveryone, narrows, type Statement } from "./policy-document";

type Permission = Inputs<PermissionArgs>;

/** The conditions that Lambda makes of a permission's properties (Lambda API Reference, AddPermission). */
const conditions = {
  sourceArn: ["arnlike", "aws:sourcearn"],
  sourceAccount: ["stringequals", "aws:sourceaccount"],
  principalOrgId: ["stringequals", "aws:principalorgid"],
  eventSourceToken: ["stringequals", "lambda:eventsourcetoken"],
} as const;

const urlKey = "lambda:functionurlauthtype";

/** The statement that a permission adds to the policy of its function. An unknown principal, or way to a URL, ends this. */
export function statementOf(permission: Permission): Statement {
  const { principal, functionUrlAuthType } = permission;
  const fixed = Object.entries(conditions).flatMap(([name, [operator, key]]) => {
    const property = name as keyof typeof conditions;
    if (!isStated(permission, property)) return [];
    return [{ operator, holdsWithoutKey: false, key, values: [ifKnown(() => permission[property])] }];
  });
  const kind = /\.amazon(aws)?\.com(\.cn)?$/.test(principal) ? "Service" : "AWS";
  return {
    effect: "Allow",
    principals: [principal === "*" ? "*" : `${kind}:${principal}`],
    excludesPrincipals: false,
    actions: [ifKnown(() => permission.action)],
    notActions: undefined,
    resources: ["*"],
    notResources: undefined,
    conditions: [
      ...fixed,
      { operator: "stringequals", holdsWithoutKey: false, key: urlKey, values: [functionUrlAuthType] },
    ],
    hasUnknownConditions: false,
  };
}

/**
 * Whom a statement of a function's policy lets in without saying whose they are, as a finding tells it; undefined for nobody.
 *
 * - Everyone, unless a condition fixes an account, an organization, or a source in a named account.
 * - A service, unless its source, or the account that it acts for, is fixed: else it acts for whoever asks it to. The ARN of a
 *   bucket names no account, and a bucket that is deleted may be made anew by anyone: S3 needs the account (Lambda.1).
 * - Whoever knows the URL of a function that asks for no credentials.
 */
export function strangersOf(statement: Statement): string | undefined {
  const { effect, conditions, hasUnknownConditions, principals } = statement;
  if (effect === "Deny") return undefined;
  if (conditions.some(isOpenUrl)) return 'everyone, by functionUrlAuthType "NONE"';
  if (hasUnknownConditions || conditions.some((condition) => narrows(condition) && namesAccount(condition, principals)))
    return undefined;
  const wild = conditions.find(({ key }) => key === "aws:sourcearn")?.values[0];
  const by = wild === undefined ? "" : `, from ${wild}`;
  if (isForEveryone(statement)) return `everyone${by}`;
  const services = principals.filter((principal) => principal?.startsWith("Service:"));
  const open = services.filter((service) => !isFixedOtherwise(service ?? "", conditions));
  return open.length > 0 ? `${open.join(", ").replaceAll("Service:", "")} for any account${by}` : undefined;
}

const isOpenUrl = ({ key, values }: Condition): boolean => key === urlKey && values.includes("NONE");

/** Whether it names an account. So does an ARN that is not known yet, but that of a bucket. */
const namesAccount = ({ key, values }: Condition, principals: Statement["principals"]): boolean =>
  key !== "aws:sourcearn" ||
  values.every((value) =>
    value === undefined ? !principals.includes("Service:s3.amazonaws.com") : accountOfArn(value) !== undefined,
  );

/** Skills of Alexa are told apart by a token. */
const isFixedOtherwise = (service: string, tests: readonly Condition[]): boolean =>
  service.endsWith(".amazon.com") && tests.some(({ key }) => key === "lambda:eventsourcetoken");
