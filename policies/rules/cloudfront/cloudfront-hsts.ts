import type { ResponseHeadersPolicyArgs } from "@pulumi/aws/cloudfront";

import { behaviorsOf, onDistributions } from "../../aws/behaviors";
import { isGiven } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/**
 * The managed policies without Strict-Transport-Security: SimpleCORS, CORS-With-Preflight
 * (CloudFront developer guide, "Use managed response headers policies").
 */
const withoutHsts: readonly unknown[] = [
  "60669652-455b-4ae9-85a4-c4c02393f86c",
  "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
];

/** A browser that has been here once does not come by plain HTTP again, so nobody on the way can answer in its place. */
export const cloudfrontHsts = rule<{ readonly minSeconds: number }>({
  name: "cloudfront-hsts",
  description: "CloudFront distributions tell browsers to come by HTTPS only.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC09-BP02"),
  seeAlso: ["Checkov CKV_AWS_259", "Checkov CKV2_AWS_32"],
  remediationSteps: "name a response headers policy with strictTransportSecurity in every behavior.",
  settings: { "edge.headers.strictTransportSecurity.maxAgeDays": "365 or more" },
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_protect_data_transit_encrypt.html",
  options: {
    // Browsers' lists of sites that are HTTPS only ask for a year: https://hstspreload.org.
    minSeconds: { type: "integer", minimum: 1, default: 31_536_000, description: "how long browsers remember" },
  },

  resources: {
    ...onDistributions<{ readonly minSeconds: number }>((distribution, { violation }) => {
      const silent = behaviorsOf(distribution)
        // Whether a policy is named is known before its id is.
        .filter(([, behavior]) => !isGiven(behavior, "responseHeadersPolicyId") || withoutHsts.includes(idOf(behavior)))
        .map(([path]) => path);
      if (silent.length > 0) violation(`what answers for ${silent.join(", ")} has no such headers`);
    }),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": (
      policy: Inputs<ResponseHeadersPolicyArgs>,
      { violation, options },
    ) => {
      const seconds = policy.securityHeadersConfig?.strictTransportSecurity?.accessControlMaxAgeSec;
      if (seconds === undefined) violation("it has no strictTransportSecurity");
      else if (seconds < options.minSeconds)
        violation(`browsers remember for ${seconds} seconds, not ${options.minSeconds}`);
    },
  },
});

const idOf = (behavior: { readonly responseHeadersPolicyId?: string | undefined }): unknown =>
  ifKnown(() => behavior.responseHeadersPolicyId);
