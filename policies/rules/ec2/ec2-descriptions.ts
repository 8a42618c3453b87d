import type { SecurityGroupArgs } from "@pulumi/aws/ec2";

import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

/** What the providers write where a program says nothing. */
const meaningless: readonly unknown[] = [undefined, null, "", "Managed by Pulumi", "Managed by Terraform"];

function described({ description }: { readonly description?: string }, { violation }: Report): void {
  if (meaningless.includes(description)) violation("the rule has no description");
}

/** Who reads a rule, in a review or during an incident, has to know what it is for before it can be taken away. */
export const ec2Descriptions = rule({
  name: "ec2-descriptions",
  description: "Security groups and their rules say what they are for.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("SEC05-BP02"),
  seeAlso: ["cdk-nag EC27", "Checkov CKV_AWS_23", "Trivy AWS-0099"],
  remediationSteps: "set description.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_network_protection_layered.html",

  resources: {
    "aws:ec2/securityGroup:SecurityGroup": (group: Inputs<SecurityGroupArgs>, { violation }) => {
      if (meaningless.includes(group.description)) violation("the group has no description");
      for (const [direction, rules = []] of Object.entries({ ingress: group.ingress, egress: group.egress })) {
        const silent = rules.filter(({ description }) => meaningless.includes(description)).length;
        if (silent > 0) violation(`${silent} of its ${direction} rules have no description`);
      }
    },
    "aws:ec2/securityGroupRule:SecurityGroupRule": described,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": described,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": described,
  },
});
