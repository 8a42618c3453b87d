import { statementsOf } from "../../aws/policy-document";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/** What holds a policy's document. */
const documents = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
] as const;

/** AWS's own policies that allow everything, or everything but IAM. */
const everything = /:iam::aws:policy\/(AdministratorAccess|PowerUserAccess)$/;

/**
 * A policy allows what is needed, and nothing that AWS will think of later: no action of a whole service, and no list of
 * exceptions from all actions.
 */
export const iamNoWildcards = rule({
  name: "iam-no-wildcards",
  description: "IAM policies allow named actions, never all of a service.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("IAM.1", "IAM.21"),
  seeAlso: ["cdk-nag IAM5", "Checkov CKV_AWS_62", "Checkov CKV_AWS_63", "Checkov CKV_AWS_274"],
  remediationSteps: "name the actions that are used, such as s3:GetObject.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",

  resources: {
    ...forTypes(documents, judgePolicy),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ policyArn }: { policyArn: string }, context: Report) => {
      if (everything.test(policyArn)) context.violation(`policyArn is ${policyArn}`);
    },
  },
});

function judgePolicy({ policy }: { readonly policy: unknown }, { violation }: Report): void {
  for (const { Effect, Action, NotAction } of statementsOf(policy)) {
    if (Effect !== "Allow") continue;
    const wide = [Action].flat().filter((action) => typeof action === "string" && /^(\*|[\w-]+:\*)$/.test(action));
    if (wide.length > 0) violation(`it allows ${wide.join(", ")}`);
    if (NotAction !== undefined) violation("it allows all but what NotAction names");
  }
}
