import type { PolicyResource } from "@pulumi/policy";

import { ownAccount } from "../../aws/accounts";
import { isGiven } from "../../aws/spelled";
import { hasUnknownStatements, statementsOf } from "../../aws/policy-document";
import { accountsIn, isOpen } from "../../aws/resource-policies";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";

interface Options {
  readonly accounts: string[];
}

const KEYS = [
  "aws:kms/key:Key",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
];

/** What has a key's policy: the key itself, or a resource of its own. */
const HOLDERS = [...KEYS, "aws:kms/keyPolicy:KeyPolicy"];

/**
 * What a key encrypts is read by who may use the key. Nobody outside the account may, without a condition that keeps strangers out
 * (`aws:PrincipalOrgID`, `kms:CallerAccount`), but the accounts that the option names. The stack's own account is told by its
 * ARNs; where a preview knows none, and a policy names one account alone, it is that one: KMS takes no policy that locks it out.
 */
export const kmsNotPublic = rule<Options>({
  name: "kms-not-public",
  description: "KMS keys are for principals of their own account.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("KMS.5"),
  seeAlso: ["Checkov CKV_AWS_33"],
  remediationSteps:
    "name principals of the account in the key's policy, or narrow the statement by aws:PrincipalOrgID or kms:CallerAccount.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5",
  options: {
    accounts: {
      type: "array",
      items: { type: "string", pattern: "^\\d{12}$" },
      default: [],
      description: "other accounts that may use keys",
    },
  },

  inputsOf: HOLDERS,

  stack: (stack, { options: { accounts }, judge }) => {
    for (const holder of HOLDERS.flatMap((type) => stack.ofType(type))) {
      judge(holder, (report) => judgePolicy(stack, holder, accounts, report));
    }
  },
});

function judgePolicy(stack: Stack, holder: PolicyResource, others: readonly string[], report: Report): void {
  const stated = stack.stated(holder);
  // A key without one has AWS's, which is for its account.
  if (!isGiven(stated, "policy")) return;
  const { policy } = stated;
  const statements = statementsOf(policy);
  if (statements.some(isOpen)) report.violation("its policy lets everyone in");
  const named = accountsIn(statements).filter((account) => !others.includes(account));
  const own = ownAccount(stack, holder) ?? (named.length === 1 ? named[0] : undefined);
  if (own === undefined && named.length > 0) report.undecided(`which of the accounts ${named.join(", ")} is its own`);
  const foreign = own === undefined ? [] : named.filter((account) => account !== own);
  if (foreign.length > 0) report.violation(`its policy lets the account ${foreign.join(", ")} in`);
  if (hasUnknownStatements(policy)) report.undecided("all that its policy allows");
}
