import type { PolicyState } from "@pulumi/aws/iam";
import type { PolicyResource } from "@pulumi/policy";

import type { Report } from "../frame/report";
import { ANY_TYPE, type ResourceContext, type StackContext } from "../frame/rule";
import type { Stack, StackResource } from "../frame/stack";
import { currentType } from "../frame/types";
import { ifKnown } from "../frame/unknown";
import { hasUnknownStatements, type Statement, statementsOf } from "./policy-document";
import { policiesIn } from "./policy-holders";

type Inputs = Readonly<Record<string, unknown>>;

/** Judges the statements of one policy. */
export type PolicyCheck = (statements: readonly Statement[], report: Report) => void;

interface OnPolicies {
  readonly inputsOf: readonly [typeof ANY_TYPE];
  readonly resources: Readonly<Record<typeof ANY_TYPE, (inputs: Inputs, context: ResourceContext<object>) => void>>;
  readonly stack: (stack: Stack, context: StackContext<object>) => void;
}

const POLICY = "aws:iam/policy:Policy";

/**
 * The parts of a rule on all policies of a stack, of identities and of resources.
 *
 * A managed policy that only bounds what roles and users may do (`permissionsBoundary`) gives nobody anything. It is not judged, as
 * AWS's own controls leave it out (`excludePermissionBoundaryPolicy` of IAM.1, IAM.21 and KMS.1); so managed policies are judged
 * with the whole stack in view.
 */
export const onPolicies = (check: PolicyCheck): OnPolicies => ({
  inputsOf: [ANY_TYPE],

  resources: {
    [ANY_TYPE]: (inputs: Inputs, context: ResourceContext<object>) => {
      const type = currentType(context.resource.type);
      if (type !== POLICY) judgeHeld(type, inputs, check, context);
    },
  },

  stack: (stack, { judge }) => {
    const policies = stack.ofType<PolicyState>(POLICY);
    for (const policy of policies) {
      judge(policy, (report) => {
        if (onlyBounds(stack, policy, policies)) return;
        judgeHeld(POLICY, stack.stated(policy), check, report);
      });
    }
  },
});

function judgeHeld(type: string, inputs: Inputs, check: PolicyCheck, report: Report): void {
  for (const { path, policy } of policiesIn(type, inputs)) {
    if (policy === undefined) {
      report.undecided(`the value of ${path}`);
      continue;
    }
    const statements = statementsOf(policy);
    check(statements, report);
    const hole = statements.some(({ actions, notActions = [] }) => [...actions, ...notActions].includes(undefined));
    if (hole || hasUnknownStatements(policy)) report.undecided(`the value of all that ${path} allows`);
  }
}

/** Properties that attach managed policies to identities. */
const attaching = /^(managedPolicyArns?|policyArns?)$/;

/** The inputs of a resource that attach managed policies to identities. */
export const attachmentsIn = (inputs: Inputs): readonly string[] =>
  Object.keys(inputs).filter((name) => attaching.test(name));

function onlyBounds(
  stack: Stack,
  policy: StackResource<PolicyState>,
  policies: readonly StackResource<PolicyState>[],
): boolean {
  const bounds = (from: PolicyResource) =>
    "permissionsBoundary" in from.props &&
    (stack.reference(from, "permissionsBoundary", policies) === policy || namesInArn(from, policy));
  const attaches = (from: PolicyResource) =>
    attachmentsIn(from.props).some(
      (name) =>
        stack.reference(from, name, policies) === policy ||
        stack.references(from, name, policies).found.includes(policy),
    );
  const others = stack.all().filter((resource) => currentType(resource.type) !== POLICY);
  return others.some(bounds) && !others.some(attaches);
}

/** Whether the ARN that bounds something is written out, and names the policy by the name that the program chose. */
function namesInArn(from: PolicyResource, policy: StackResource<PolicyState>): boolean {
  const arn = ifKnown<unknown>(() => from.props["permissionsBoundary"]);
  const name = ifKnown(() => policy.props.name);
  return typeof arn === "string" && name !== undefined && /:policy\/(.*\/)?([^/]+)$/.exec(arn)?.[2] === name;
}
