import { onOpenPolicies } from "../../aws/resource-policies";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Whoever may send to a queue gives work to those who read it, and whoever may receive takes it away. */
export const sqsNotPublic = rule({
  name: "sqs-not-public",
  description: "Queues are for those whom their policy names.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("SQS.3"),
  remediationSteps:
    "name principals in the queue's policy, or narrow the statement by aws:SourceAccount or aws:SourceArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-3",

  resources: onOpenPolicies(["aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy"]),
});
