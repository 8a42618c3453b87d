import type { VpcEndpointPolicyState, VpcEndpointState } from "@pulumi/aws/ec2";

import { isForEveryone, type Statement, statementsOf } from "../../aws/policy-document";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/** An Allow without a condition, for everyone, to do everything, to everything: what AWS attaches where nothing is stated. */
const isOpen = (statement: Statement): boolean =>
  statement.effect === "Allow" &&
  statement.conditions.length === 0 &&
  isForEveryone(statement) &&
  statement.actions.some((action) => /^(\*|[\w-]+:\*)$/.test(action ?? "")) &&
  statement.resources.includes("*");

/**
 * Whoever runs code in the VPC reaches, by an endpoint that allows everything, everybody's resources with anybody's
 * credentials: the way out for data, past every rule of a security group.
 */
export const vpcEndpointPolicies = rule({
  name: "vpc-endpoint-policies",
  description: "VPC endpoints do not let everyone do everything.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02"),
  remediationSteps:
    "state a policy with conditions, such as aws:PrincipalAccount and aws:ResourceAccount, on the endpoint or by an aws.ec2.VpcEndpointPolicy.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",

  inputsOf: ["aws:ec2/vpcEndpoint:VpcEndpoint"],

  stack: (stack, { judge }) => {
    const endpoints = stack.ofType<VpcEndpointState>("aws:ec2/vpcEndpoint:VpcEndpoint");
    const attached = stack
      .ofType<VpcEndpointPolicyState>("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy")
      .map((policy) => ({ policy, endpoint: stack.reference(policy, "vpcEndpointId", endpoints) }));

    for (const endpoint of endpoints) {
      judge(endpoint, ({ violation, undecided }) => {
        const own = attached.find((candidate) => candidate.endpoint === endpoint)?.policy;
        if (own === undefined && attached.some((candidate) => candidate.endpoint === undefined)) {
          undecided("which policy it has");
          return;
        }
        if (own === undefined && !stack.states(endpoint, "policy")) {
          violation("it has no policy, and so AWS's, which lets everyone do everything");
          return;
        }
        const document = ifKnown<unknown>(() => (own ?? endpoint).props.policy);
        if (document === undefined) undecided("what its policy allows");
        else if (statementsOf(document).some(isOpen)) violation("its policy lets everyone do everything");
      });
    }
  },
});
