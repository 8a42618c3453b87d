import type { BucketPolicyState } from "@pulumi/aws/s3";

import { type Bucket, bucketsOf, bucketType, inline, isNameUnknown, nameOf, settingsOf } from "../../aws/buckets";
import { refusesPlainHttp } from "../../aws/plain-http";
import { statementsOf } from "../../aws/policy-document";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";

/**
 * Whoever asks in plain text is refused, so that nothing is read on the way. The policy is a resource of its own, or the
 * bucket's deprecated property. That of a bucket outside the stack is judged by itself: S3 takes none about another bucket.
 */
export const s3TlsOnly = rule({
  name: "s3-tls-only",
  description: "S3 buckets refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("S3.5"),
  seeAlso: ["cdk-nag S10", "Checkov CKV_AWS_379"],
  remediationSteps:
    'deny s3:* on the bucket and its objects to everyone in the bucket\'s policy where "aws:SecureTransport" is "false".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
  inputsOf: [bucketType],

  stack: (stack, { judge }) => {
    const policies = settingsOf<BucketPolicyState>(stack, "aws:s3/bucketPolicy:BucketPolicy");

    for (const bucket of bucketsOf(stack)) {
      judge(bucket, (report) => {
        const own = inline(stack, bucket, "policy");
        const found = [...policies.of(bucket).map(({ props }) => props.policy), ...(own === undefined ? [] : [own])];
        for (const policy of found) judgePolicy(policy, bucket, report);
        if (found.length > 0) return;
        if (policies.isOpen) report.undecided("which bucket a policy is of");
        else report.violation("it has no BucketPolicy");
      });
    }
    for (const policy of policies.ofOthers) {
      judge(policy, (report) => {
        judgePolicy(policy.props.policy, undefined, report);
      });
    }
  },
});

function judgePolicy(policy: unknown, bucket: Bucket | undefined, { violation, undecided }: Report): void {
  const isRefused = refusesPlainHttp(statementsOf(policy), bucket && nameOf(bucket));
  if (isRefused === undefined || (isRefused && bucket && isNameUnknown(bucket)))
    undecided("whether its policy allows plain HTTP");
  else if (!isRefused) violation("its policy allows plain HTTP to the bucket, or to its objects");
}
