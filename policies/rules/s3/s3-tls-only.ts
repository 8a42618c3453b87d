import type { BucketPolicyState, BucketState } from "@pulumi/aws/s3";

import { isForEveryone, type Statement, statementsOf } from "../../aws/policy-document";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Whoever asks in plain text is refused, so that nothing is read on the way. The policy is a resource of its own. */
export const s3TlsOnly = rule({
  name: "s3-tls-only",
  description: "S3 buckets refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("S3.5"),
  seeAlso: ["cdk-nag S10", "Checkov CKV_AWS_379"],
  remediationSteps: 'deny s3:* to everyone in the bucket\'s policy where "aws:SecureTransport" is "false".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",

  stack: (stack, { judge }) => {
    const buckets = stack.ofType<BucketState>("aws:s3/bucket:Bucket");
    const policies = stack
      .ofType<BucketPolicyState>("aws:s3/bucketPolicy:BucketPolicy")
      .map((policy) => ({ policy, bucket: stack.reference(policy, "bucket", buckets) }));

    for (const bucket of buckets) {
      judge(bucket, ({ violation, undecided }) => {
        const own = policies.find((entry) => entry.bucket === bucket);
        if (own) {
          if (!statementsOf(own.policy.props.policy).some(refusesPlainText)) violation("its policy allows plain HTTP");
        } else if (policies.some((entry) => entry.bucket === undefined)) {
          undecided("which bucket a policy is of");
        } else {
          violation("it has no BucketPolicy");
        }
      });
    }
  },
});

function refusesPlainText(statement: Statement): boolean {
  const { effect, actions, conditions } = statement;
  return (
    effect === "Deny" &&
    isForEveryone(statement) &&
    actions.some((action) => action === "s3:*" || action === "*") &&
    conditions.some(
      ({ operator, key, values }) => operator === "bool" && key === "aws:securetransport" && values.includes("false"),
    )
  );
}
