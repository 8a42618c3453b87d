import type { PolicyAttachmentArgs } from "@pulumi/aws/iam";

import { isStated } from "../../frame/inputs";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

type Lists = Readonly<Record<string, unknown>>;

/** What people and programs may do is said once for all who do the same: by groups and roles. */
export const iamNoUserPolicies = rule({
  name: "iam-no-user-policies",
  description: "Users have no policies of their own.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: fsbp("IAM.2"),
  seeAlso: ["Checkov CKV_AWS_40", "Trivy AWS-0143"],
  remediationSteps: "attach the policy to a group that the user is in, or to a role that the user takes.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",

  resources: {
    ...forTypes(
      ["aws:iam/userPolicy:UserPolicy", "aws:iam/userPolicyAttachment:UserPolicyAttachment"],
      (_: object, { violation }: Report) => violation("it is a user's"),
    ),
    ...forTypes(
      [
        "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
      ],
      (inputs: Lists, { violation }: Report) => {
        if (["policyNames", "policyArns"].some((name) => hasElements(inputs, name))) violation("it is a user's");
      },
    ),
    "aws:iam/policyAttachment:PolicyAttachment": (attachment: Inputs<PolicyAttachmentArgs>, { violation }) => {
      if (hasElements(attachment, "users")) violation("users is set");
    },
  },
});

/** A list that is unknown as a whole ends this; one of unknown elements has them. */
const hasElements = (inputs: Lists, name: string): boolean =>
  isStated(inputs, name) && (inputs[name] as readonly unknown[]).length > 0;
