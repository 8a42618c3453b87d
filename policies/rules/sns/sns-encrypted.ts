import type { TopicArgs } from "@pulumi/aws/sns";

import { isGiven } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** What a topic holds until it is delivered is encrypted. That a key is named is enough. */
export const snsEncrypted = rule({
  name: "sns-encrypted",
  description: "Topics are encrypted with a KMS key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC08-BP02"),
  seeAlso: ["Security Hub SNS.1", "Checkov CKV_AWS_26", "Trivy AWS-0095"],
  remediationSteps: 'set kmsMasterKeyId, such as to "alias/aws/sns".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",

  resources: {
    "aws:sns/topic:Topic": (topic: Inputs<TopicArgs>, { violation }) => {
      if (!isGiven(topic, "kmsMasterKeyId")) violation("kmsMasterKeyId is not set");
    },
  },
});
