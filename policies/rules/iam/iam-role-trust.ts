import type { RoleState } from "@pulumi/aws/iam";

import { ownAccount } from "../../aws/accounts";
import { statementsOf } from "../../aws/policy-document";
import { trustsIn } from "../../aws/role-trust";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const ROLE = "aws:iam/role:Role";

/**
 * A role is taken by those whom its trust policy names, see {@link trustsIn}. Which account is the role's own is known after the
 * update, or where the provider is allowed one account only; till then an account that is named without a condition is undecided.
 */
export const iamRoleTrust = rule<{ readonly trustedAccounts: readonly string[] }>({
  name: "iam-role-trust",
  description: "Roles trust only those whom they name: services, their own account, and others under a condition.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: wellArchitected("SEC03-BP07"),
  seeAlso: ["Checkov CKV_AWS_60", "Checkov CKV_AWS_61", "Checkov CKV_AWS_393"],
  remediationSteps:
    "name accounts with sts:ExternalId or aws:PrincipalOrgID, and identities of a provider by the condition on its sub.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_permissions_analyze_cross_account.html",
  options: {
    trustedAccounts: {
      type: "array",
      items: { type: "string", pattern: "^\\d{12}$" },
      default: [],
      description: "accounts that roles may trust without a condition",
    },
  },

  inputsOf: [ROLE],

  stack: (stack, { judge, options }) => {
    for (const role of stack.ofType<RoleState>(ROLE)) {
      judge(role, ({ violation, undecided }) => {
        const own = ownAccount(stack, role);
        for (const { flaw, account, open } of trustsIn(statementsOf(stack.stated(role)["assumeRolePolicy"]))) {
          if (flaw !== undefined) violation(`it trusts ${flaw}`);
          if (open !== undefined) undecided(open);
          if (account === undefined || account === own || options.trustedAccounts.includes(account)) continue;
          if (own === undefined) undecided(`whether ${account}, which it trusts, is its own account`);
          else violation(`it trusts the account ${account} without a condition`);
        }
      });
    }
  },
});
