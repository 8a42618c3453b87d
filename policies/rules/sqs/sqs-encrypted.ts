import type { QueueArgs } from "@pulumi/aws/sqs";

import { isFalse, isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** SQS encrypts new queues with keys of its own where nothing else is stated; a KMS key takes their place. */
export const sqsEncrypted = rule({
  name: "sqs-encrypted",
  description: "Queues are encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("SQS.1"),
  seeAlso: ["Checkov CKV_AWS_27"],
  remediationSteps: "leave sqsManagedSseEnabled out, or set kmsMasterKeyId.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",

  resources: {
    "aws:sqs/queue:Queue": (queue: Inputs<QueueArgs>, { violation }) => {
      if (isGiven(queue, "kmsMasterKeyId")) return;
      const { sqsManagedSseEnabled } = queue;
      if (isFalse(sqsManagedSseEnabled)) violation(`sqsManagedSseEnabled is ${shown(sqsManagedSseEnabled, "true")}`);
    },
  },
});
