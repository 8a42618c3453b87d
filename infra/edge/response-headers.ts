import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeSettings } from "../settings";
import { policyText } from "./content-security-policy";

const secondsOfDay = 24 * 60 * 60;

/**
 * The headers with which browsers are told what pages may do. What concerns every answer is set whatever the origin says
 * (HSTS, `nosniff`); what concerns pages is left to an API that sends its own, for pages of its own.
 */
export function responseHeadersPolicy(
  name: string,
  { contentSecurityPolicy, frameOptions, referrerPolicy, strictTransportSecurity }: EdgeSettings["headers"],
  opts: pulumi.CustomResourceOptions,
): aws.cloudfront.ResponseHeadersPolicy {
  const pagesMay = policyText(contentSecurityPolicy);
  return new aws.cloudfront.ResponseHeadersPolicy(
    name,
    {
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: strictTransportSecurity.maxAgeDays * secondsOfDay,
          includeSubdomains: strictTransportSecurity.includeSubdomains,
          preload: strictTransportSecurity.preload,
          override: true,
        },
        contentTypeOptions: { override: true },
        // CloudFront takes no empty one.
        ...(pagesMay !== "" && { contentSecurityPolicy: { contentSecurityPolicy: pagesMay, override: false } }),
        frameOptions: { frameOption: frameOptions, override: false },
        referrerPolicy: { referrerPolicy, override: false },
      },
    },
    opts,
  );
}
