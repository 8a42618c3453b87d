import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { bucketsOf, isNameUnknown, nameOf } from "../../aws/buckets";
import { bucketNameOf, type Origin } from "../../aws/origins";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/**
 * Nobody else can make the bucket that a distribution serves from: whoever makes a bucket of that name, where there is none,
 * answers at the site's own names. Names are compared with the buckets of the stack, and the option names those of others.
 */
export const cloudfrontBucketExists = rule<{ readonly buckets: readonly string[] }>({
  name: "cloudfront-bucket-exists",
  description: "CloudFront distributions serve from S3 buckets that are there.",
  enforcementLevel: "advisory",
  severity: "high",
  framework: fsbp("CloudFront.12"),
  remediationSteps: "take the host of an aws.s3.Bucket's output, or name the bucket in the rule's option.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-12",
  options: {
    buckets: {
      type: "array",
      items: { type: "string", minLength: 3 },
      default: [],
      description: "names of buckets that other stacks keep",
    },
  },
  inputsOf: [DISTRIBUTION],

  stack: (stack, { judge, options }) => {
    const buckets = bucketsOf(stack);
    for (const distribution of stack.ofType(DISTRIBUTION)) {
      const { origins } = stack.stated(distribution) as Pick<Inputs<DistributionArgs>, "origins">;
      judge(distribution, ({ violation, undecided }) => {
        for (const origin of origins.filter(isOfBucket)) {
          const host = ifKnown(() => origin.domainName);
          const name = host && bucketNameOf(host);
          if (host === undefined) {
            // What a preview does not know is another resource's output: then that is there.
            const isOutput = (distribution.propertyDependencies["origins"] ?? []).length > 0;
            if (!isOutput) undecided(`which bucket origin ${origin.originId} is`);
          } else if (
            name !== undefined &&
            !options.buckets.includes(name) &&
            !buckets.some((b) => nameOf(b) === name)
          ) {
            if (buckets.some(isNameUnknown)) undecided(`whether the bucket ${name} is in this stack`);
            else violation(`origin ${origin.originId} is the bucket ${name}, which this stack does not make`);
          }
        }
      });
    }
  },
});

/** An origin that is not configured as another is a bucket, whatever its host. */
const isOfBucket = (origin: Origin): boolean =>
  origin.vpcOriginConfig === undefined &&
  (origin.customOriginConfig === undefined || bucketNameOf(ifKnown(() => origin.domainName) ?? "") !== undefined);
