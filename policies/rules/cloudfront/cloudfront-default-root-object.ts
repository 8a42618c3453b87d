import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Who asks for `/` gets a page, and not what the origin tells of itself, such as the list of a bucket's objects. */
export const cloudfrontDefaultRootObject = rule({
  name: "cloudfront-default-root-object",
  description: "CloudFront distributions name the object that answers for their root.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("CloudFront.1"),
  seeAlso: ["Checkov CKV_AWS_305"],
  remediationSteps: "set defaultRootObject, such as to index.html.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-1",

  resources: {
    "aws:cloudfront/distribution:Distribution": ({ defaultRootObject }: Inputs<DistributionArgs>, { violation }) => {
      if (!defaultRootObject) violation("defaultRootObject is not set");
      else if (defaultRootObject.startsWith("/"))
        violation(`defaultRootObject ${defaultRootObject} begins with a slash`);
    },
  },
});
