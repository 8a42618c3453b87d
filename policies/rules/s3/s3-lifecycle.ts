import type { BucketLifecycleConfigurationArgs } from "@pulumi/aws/s3";

import { bucketsOf, bucketType, inline, settingsOf } from "../../aws/buckets";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

/**
 * What nobody needs any more goes by itself: old versions, parts of broken uploads, logs of last year. A lifecycle is a resource
 * of its own, or the bucket's deprecated property; it has a rule that is enabled.
 */
export const s3Lifecycle = rule({
  name: "s3-lifecycle",
  description: "S3 buckets have a lifecycle.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("S3.13"),
  seeAlso: ["Security Hub S3.10", "Checkov CKV2_AWS_61"],
  remediationSteps: "add an aws.s3.BucketLifecycleConfiguration for the bucket with a rule that is Enabled.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-13",
  inputsOf: [bucketType, LIFECYCLE],

  stack: (stack, { judge }) => {
    const lifecycles = settingsOf(stack, LIFECYCLE);
    const judgeRules = (lifecycle: Parameters<typeof stack.stated>[0], { violation }: Report) => {
      const { rules = [] } = stack.stated(lifecycle) as Inputs<BucketLifecycleConfigurationArgs>;
      if (!rules.some(({ status }) => status === "Enabled")) violation("its lifecycle has no rule that is Enabled");
    };

    for (const bucket of bucketsOf(stack)) {
      judge(bucket, (report) => {
        const own = lifecycles.of(bucket);
        for (const lifecycle of own) judgeRules(lifecycle, report);
        const inlined = inline(stack, bucket, "lifecycleRules") ?? [];
        if (own.length > 0 || inlined.some(({ enabled }) => isTrue(enabled))) return;
        if (lifecycles.isOpen) report.undecided("which bucket a lifecycle is of");
        else report.violation("it has no lifecycle");
      });
    }
    for (const lifecycle of lifecycles.ofOthers) {
      judge(lifecycle, (report) => {
        judgeRules(lifecycle, report);
      });
    }
  },
});
