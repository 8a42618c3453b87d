import { type Statement, statementsOf } from "../../aws/policy-document";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { ANY_TYPE, type ResourceContext, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";
import { ifKnown } from "../../frame/unknown";

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

  inputsOf: [ANY_TYPE],

  resources: {
    ...forTypes(documents, judgePolicy),
    [ANY_TYPE]: (inputs: Inputs, context: Report) => judge(statementsIn(inputs), context),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ policyArn }: { policyArn: string }, context: Report) => {
      if (everything.test(policyArn)) context.violation(`policyArn is ${policyArn}`);
    },
  },
});

type Inputs = Readonly<Record<string, unknown>>;

/**
 * The statements that a component states among its inputs, of which a preview knows all but some ARNs: the text that it makes of
 * them for AWS is unknown as a whole where one ARN is.
 */
function statementsIn(inputs: Inputs): readonly Statement[] {
  return Object.keys(inputs).flatMap((name) => {
    const list = ifKnown(() => inputs[name]);
    if (!Array.isArray(list)) return [];
    const parts = Array.from({ length: list.length }, (_, index) => ifKnown<unknown>(() => list[index]));
    return statementsOf({ Statement: parts.filter((part) => part instanceof Object && "Effect" in part) });
  });
}

function judgePolicy(inputs: { readonly policy: unknown }, context: ResourceContext<object>): void {
  const isJudgedAbove = () => statementsIn(context.parent).length > 0;
  if (ifKnown(() => inputs.policy) === undefined && isJudgedAbove()) return;
  judge(statementsOf(inputs.policy), context);
}

function judge(statements: readonly Statement[], { violation }: Report): void {
  for (const { effect, actions, notActions } of statements) {
    if (effect !== "Allow") continue;
    const wide = actions.filter((action) => /^(\*|[\w-]+:\*)$/.test(action ?? ""));
    if (wide.length > 0) violation(`it allows ${wide.join(", ")}`);
    if (notActions !== undefined) violation("it allows all but what NotAction names");
  }
}
