import type { BucketPolicyState } from "@pulumi/aws/s3";

import { ownAccount } from "../../aws/accounts";
import { bucketsOf, bucketType, inline } from "../../aws/buckets";
import { changesIn, strangersIn } from "../../aws/foreign-principals";
import { statementsOf } from "../../aws/policy-document";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";

/**
 * What a bucket lets in is decided by its own account: no other account changes its policy, its ACLs or its settings, be it by
 * name, as one of an organization, or as everybody. Reading and writing objects is not asked about.
 */
export const s3ForeignAccounts = rule<{ readonly accounts: readonly string[] }>({
  name: "s3-foreign-accounts",
  description: "Policies of S3 buckets let no other account change the bucket.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("S3.6"),
  remediationSteps: "name the actions that the other account needs, or its id in the rule's option.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
  options: {
    accounts: {
      type: "array",
      items: { type: "string", pattern: "^\\d{12}$" },
      default: [],
      description: "ids of accounts that may, beside the stack's own",
    },
  },
  inputsOf: [bucketType],

  stack: (stack, { judge, options }) => {
    const held = [
      ...stack.ofType<BucketPolicyState>("aws:s3/bucketPolicy:BucketPolicy").map((resource) => ({
        resource,
        policyOf: (): unknown => resource.props.policy,
      })),
      ...bucketsOf(stack).map((resource) => ({ resource, policyOf: (): unknown => inline(stack, resource, "policy") })),
    ];
    for (const { resource, policyOf } of held) {
      judge(resource, (report) => {
        judgePolicy(policyOf(), [...options.accounts], ownAccount(stack, resource), report);
      });
    }
  },
});

function judgePolicy(
  policy: unknown,
  allowed: readonly string[],
  own: string | undefined,
  { violation, undecided }: Report,
): void {
  for (const statement of statementsOf(policy)) {
    const changes = changesIn(statement);
    if (changes.length === 0) continue;
    const what = `${changes.slice(0, 2).join(", ")}${changes.length > 2 ? ` and ${changes.length - 2} more` : ""}`;
    for (const who of strangersIn(statement)) {
      if (who === own || allowed.includes(who)) continue;
      if (own === undefined && /^\d+$/.test(who)) undecided(`whether the account ${who} is the stack's own`);
      else violation(`its policy lets ${who} do ${what}`);
    }
  }
}
