import type { DefaultSecurityGroupArgs, DefaultSecurityGroupState } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { DEFAULT_GROUP, EGRESS_RULE, GROUP, INGRESS_RULE, RULE } from "../../aws/security-groups";
import { defaultVpc, type Vpc, vpcsOf } from "../../aws/vpcs";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

/** What is started without a security group gets the VPC's default one, which AWS opens to its members and outwards. */
export const vpcDefaultSecurityGroup = rule({
  name: "vpc-default-security-group",
  description: "The default security group of every VPC has no rules.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.2"),
  seeAlso: ["Checkov CKV2_AWS_12", "Trivy AWS-0173"],
  remediationSteps:
    "add an aws.ec2.DefaultSecurityGroup with the VPC's vpcId, without ingress and egress, and give it no rules of their own.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",

  inputsOf: [DEFAULT_GROUP],

  resources: {
    [DEFAULT_GROUP]: ({ ingress = [], egress = [] }: Inputs<DefaultSecurityGroupArgs>, { violation }) => {
      const rules = ingress.length + egress.length;
      if (rules > 0) violation(`it has ${rules} of them`);
    },
  },

  stack: (stack, { judge }) => {
    const vpcs = vpcsOf(stack);
    const defaults = stack.ofType<DefaultSecurityGroupState>(DEFAULT_GROUP);
    const closed = defaults.map((group) =>
      stack.states(group, "vpcId") ? stack.reference(group, "vpcId", vpcs) : (defaultVpc(vpcs) ?? "the default one"),
    );

    for (const vpc of vpcs) {
      judge(vpc, ({ violation, undecided }) => {
        if (closed.includes(vpc)) return;
        if (closed.includes(undefined)) undecided("which VPC a DefaultSecurityGroup is of");
        else violation("it has the rules that AWS gives it, since no DefaultSecurityGroup takes them away");
      });
    }

    const groups = [...defaults, ...stack.ofType(GROUP)];
    for (const resource of [RULE, INGRESS_RULE, EGRESS_RULE].flatMap((type) => stack.ofType(type))) {
      if (!isOfDefault(stack, resource, groups, vpcs)) continue;
      judge(resource, ({ violation }) => violation("it gives the default group a rule"));
    }
  },
});

/** Whether a rule names a default group: the resource that takes it over, or what its VPC calls `defaultSecurityGroupId`. */
function isOfDefault(
  stack: Stack,
  resource: PolicyResource,
  groups: readonly PolicyResource[],
  vpcs: readonly Vpc[],
): boolean {
  const group = stack.reference(resource, "securityGroupId", groups);
  if (typeof group === "object") return group.type === DEFAULT_GROUP;
  const id = ifKnown<unknown>(() => resource.props["securityGroupId"]);
  // Of a VPC, a security group can only be the default one.
  if (id === undefined) return typeof stack.reference(resource, "securityGroupId", vpcs) === "object";
  return vpcs.some((vpc) => ifKnown<unknown>(() => vpc.props.defaultSecurityGroupId) === id);
}
