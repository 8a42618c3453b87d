import type { SecurityGroupArgs } from "@pulumi/aws/ec2";

import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

/** What the providers write where a program says nothing. */
const meaningless: readonly unknown[] = [undefined, null, "", "Managed by Pulumi", "Managed by Terraform"];

/** EC2 API Reference, CreateSecurityGroup (GroupDescription) and IpRange (Description): no apostrophe, ASCII only. */
const allowed = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

function judge(what: string, description: string | undefined, { violation }: Report): void {
  if (meaningless.includes(description)) violation(`${what} has no description`);
  else if (description !== undefined && !allowed.test(description)) {
    violation(
      `the description of ${what}, ${JSON.stringify(description)}, is one that EC2 refuses: ` +
        "up to 255 of a-z A-Z 0-9, space and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
    );
  }
}

const described = ({ description }: { readonly description?: string }, report: Report): void =>
  judge("the rule", description, report);

/**
 * Who reads a rule, in a review or during an incident, has to know what it is for before it can be taken away. EC2 refuses
 * some descriptions, and a preview does not know.
 */
export const ec2Descriptions = rule({
  name: "ec2-descriptions",
  description: "Security groups and their rules say what they are for, in characters that EC2 takes.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("SEC05-BP02"),
  seeAlso: ["cdk-nag EC27", "Checkov CKV_AWS_23", "Trivy AWS-0099", "Trivy AWS-0124"],
  remediationSteps: "set description, without apostrophes, quotes and letters beyond ASCII.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_network_protection_layered.html",

  resources: {
    "aws:ec2/securityGroup:SecurityGroup": (group: Inputs<SecurityGroupArgs>, report) => {
      judge("the group", group.description, report);
      for (const [direction, rules = []] of Object.entries({ ingress: group.ingress, egress: group.egress })) {
        const silent = rules.filter(({ description }) => meaningless.includes(description)).length;
        if (silent > 0) report.violation(`${silent} of its ${direction} rules have no description`);
        const described = rules.filter(({ description }) => !meaningless.includes(description));
        for (const { description } of described) judge(`an ${direction} rule`, description, report);
      }
    },
    "aws:ec2/securityGroupRule:SecurityGroupRule": described,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": described,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": described,
  },
});
