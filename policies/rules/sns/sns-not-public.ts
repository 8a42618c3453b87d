import { onOpenPolicies } from "../../aws/resource-policies";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Whoever may publish to a topic speaks in its name, and whoever may subscribe hears all of it. */
export const snsNotPublic = rule({
  name: "sns-not-public",
  description: "Topics are for those whom their policy names.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("SNS.4"),
  remediationSteps:
    "name principals in the topic's policy, or narrow the statement by aws:SourceAccount or aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-4",

  resources: onOpenPolicies(["aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy"]),
});
