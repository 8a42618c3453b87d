import type { PolicyState } from "@pulumi/aws/iam";
import type { PolicyResource } from "@pulumi/policy";

import { accountOfArn, accountOfPrincipal, ownAccount } from "../../aws/accounts";
import { allowsTooMuch } from "../../aws/managed-policies";
import { wholeServices } from "../../aws/policy-actions";
import { isForEveryone, isNarrowed, isOfResource, type Statement, statementsOf } from "../../aws/policy-document";
import { isOfAws, policiesIn } from "../../aws/policy-holders";
import { attachmentsIn, onPolicies } from "../../aws/stated-policies";
import { elements } from "../../frame/elements";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { ANY_TYPE, type ResourceContext, rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";
import { currentType } from "../../frame/types";
import { ifKnown } from "../../frame/unknown";

type Inputs = Readonly<Record<string, unknown>>;

const policies = onPolicies(judgeStatements);

/**
 * A policy allows what is needed, and nothing that AWS will think of later: no action of a whole service, and no list of
 * exceptions from all actions.
 *
 * - Identities: every policy of a role, user, group or permission set, by whatever resource it gets there.
 * - Resources (buckets, queues, topics, keys, secrets, repositories and all others with a policy): what it allows to everyone, to
 *   services, and to other accounts. Its own account may do everything there, as in AWS's own policy of a key.
 * - Policies of AWS: those that allow everything, or all of IAM, are not attached, and AdministratorAccess is no boundary: it bounds nothing.
 */
export const iamNoWildcards = rule({
  name: "iam-no-wildcards",
  description: "Policies allow named actions, never all of a service.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("IAM.1", "IAM.21"),
  seeAlso: [
    "cdk-nag IAM5",
    "Checkov CKV_AWS_62",
    "Checkov CKV_AWS_63",
    "Checkov CKV_AWS_274",
    "Checkov CKV2_AWS_40",
    "Checkov CKV2_AWS_56",
    "Trivy AWS-0345",
  ],
  remediationSteps: "name the actions that are used, such as s3:GetObject.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",

  ...policies,

  resources: {
    [ANY_TYPE]: (inputs: Inputs, context: ResourceContext<object>) => {
      policies.resources[ANY_TYPE](inputs, context);
      judgeAttached(inputs, context);
    },
  },

  stack: (stack, context) => {
    policies.stack(stack, context);
    for (const resource of stack.all()) {
      context.judge(resource, (report) => {
        const inputs = stack.stated(resource);
        const given = givenToAccounts(currentType(resource.type), inputs);
        if (given.length > 0) judgeForeign(given, ownAccount(stack, resource), report);
        const open = attachmentsIn(inputs).filter((name) => isOpen(stack, resource, name));
        if (open.length > 0) report.undecided(`the value of ${open.join(", ")}`);
      });
    }
  },
});

function judgeStatements(statements: readonly Statement[], { violation }: Report): void {
  for (const statement of statements) {
    if (statement.effect !== "Allow") continue;
    const to = isOfResource(statement) ? strangersIn(statement) : "";
    if (to === undefined) continue;
    for (const wide of wholeServices(statement)) violation(`it allows ${wide}${to}`);
  }
}

/** Whom a statement of a resource's policy lets in that nobody can name. */
function strangersIn(statement: Statement): string | undefined {
  if (isNarrowed(statement)) return undefined;
  if (isForEveryone(statement)) return " to everyone";
  const service = statement.principals.find((principal) => principal?.startsWith("Service:"));
  return service && ` to ${service.replace("Service:", "")}`;
}

/** All of a service that a resource's policy gives to one account. */
interface Given {
  readonly wide: string;
  readonly account: string;
  /** The resource's own, where the statement names the resource. */
  readonly own: string | undefined;
}

function givenToAccounts(type: string, inputs: Inputs): readonly Given[] {
  const statements = policiesIn(type, inputs).flatMap(({ policy }) =>
    policy === undefined ? [] : statementsOf(policy),
  );
  return statements
    .filter((statement) => statement.effect === "Allow" && !statement.excludesPrincipals)
    .flatMap((statement) => {
      const own = statement.resources.map((arn) => accountOfArn(arn ?? "")).find((account) => account !== undefined);
      const accounts = statement.principals.map((principal) => accountOfPrincipal(principal ?? ""));
      return wholeServices(statement).flatMap((wide) =>
        accounts.flatMap((account) => (account === undefined ? [] : [{ wide, account, own }])),
      );
    });
}

function judgeForeign(given: readonly Given[], ownAccount: string | undefined, { violation, undecided }: Report): void {
  for (const { wide, account, own = ownAccount } of given) {
    if (own === undefined) undecided(`whether ${account}, to which it allows ${wide}, is its own account`);
    else if (account !== own) violation(`it allows ${wide} to the account ${account}`);
  }
}

function judgeAttached(inputs: Inputs, { violation }: Report): void {
  for (const name of attachmentsIn(inputs)) {
    for (const arn of known(inputs, name).filter(allowsTooMuch)) violation(`${name} has ${String(arn)}`);
  }
  const boundary = ifKnown(() => inputs["permissionsBoundary"]);
  if (/:policy\/AdministratorAccess$/.test(String(boundary))) violation("permissionsBoundary is no boundary");
}

/** What is known of one value or of a list of them. */
const known = (inputs: Inputs, name: string): readonly unknown[] =>
  elements(() => inputs[name] as readonly unknown[] | undefined);

/** Whether something is attached that only the update knows, and that is no policy of the stack, which is judged itself. */
function isOpen(stack: Stack, resource: PolicyResource, name: string): boolean {
  if (!isOfAws(resource.type) || known(stack.stated(resource), name).every((arn) => arn !== undefined)) return false;
  const own = stack.ofType<PolicyState>("aws:iam/policy:Policy");
  if (typeof stack.reference(resource, name, own) === "object") return false;
  return stack.references(resource, name, own).unknown > 0;
}
