import type { SecurityGroupArgs } from "@pulumi/aws/ec2";

import { DEFAULT_GROUP, EGRESS_RULE, GROUP, INGRESS_RULE, RULE } from "../../aws/security-groups";
import { elements } from "../../frame/elements";
import { wellArchitected } from "../../frame/metadata";
import { decide, type Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";
import { ifKnown } from "../../frame/unknown";

/** What the providers write where a program says nothing. */
const meaningless: readonly string[] = ["", "Managed by Pulumi", "Managed by Terraform"];

/** EC2 API Reference, CreateSecurityGroup (GroupDescription, GroupName) and IpRange (Description): no apostrophe, ASCII only. */
const allowed = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
const characters = "up to 255 of a-z A-Z 0-9, space and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *";

interface Described {
  readonly description?: string | undefined;
}

const isSilent = ({ description = "" }: Described): boolean => meaningless.includes(description.trim());

function demandAllowed(what: string, text: string, { violation }: Report): void {
  if (!allowed.test(text))
    violation(`${what}, ${JSON.stringify(text)}, is one that EC2 refuses: it takes ${characters}`);
}

function judge(what: string, described: Described, report: Report): void {
  if (isSilent(described)) report.violation(`${what} has no description`);
  else demandAllowed(`the description of ${what}`, described.description ?? "", report);
}

/** The rules that stand in a group: the silent ones are counted. */
function judgeRules(group: Pick<Inputs<SecurityGroupArgs>, "ingress" | "egress">, report: Report): void {
  for (const direction of ["ingress", "egress"] as const) {
    const rules = elements<Described>(() => group[direction]);
    const silent = rules.filter((each) => each && ifKnown(() => isSilent(each))).length;
    if (silent > 0) report.violation(`${silent} of its ${direction} rules have no description`);
    const unknown = rules.filter((each) => each === undefined || ifKnown(() => isSilent(each)) === undefined).length;
    if (unknown > 0) report.undecided(`what ${unknown} of its ${direction} rules are for`);
    for (const each of rules) {
      const text = each && ifKnown(() => (isSilent(each) ? undefined : each.description));
      if (text !== undefined) demandAllowed(`the description of an ${direction} rule`, text, report);
    }
  }
}

/** `sg-` is how ids begin (EC2 API Reference, CreateSecurityGroup). */
function judgeName(what: string, name: string | undefined, report: Report): void {
  if (name === undefined || name === "") return;
  demandAllowed(what, name, report);
  if (/^sg-/i.test(name))
    report.violation(`${what}, ${JSON.stringify(name)}, is one that EC2 refuses: it begins with sg-`);
}

/**
 * Who reads a rule, in a review or during an incident, has to know what it is for before it can be taken away. EC2 refuses
 * some descriptions and names, and a preview does not know.
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
    [GROUP]: (group: Inputs<SecurityGroupArgs>, report) => {
      decide(() => judge("the group", group, report), report);
      decide(() => judgeName("its name", group.name, report), report);
      decide(() => judgeName("the beginning of its name", group.namePrefix, report), report);
      judgeRules(group, report);
    },
    // AWS describes the group itself.
    [DEFAULT_GROUP]: judgeRules,
    ...forTypes([RULE, INGRESS_RULE, EGRESS_RULE], (described: Described, report: Report) =>
      judge("the rule", described, report),
    ),
  },
});
