import type * as aws from "@pulumi/aws";

/** TLS to origins; CloudFront speaks no newer version there (CloudFront.10). */
export const originTls = ["TLSv1.2"];

export const standardPorts = { http: 80, https: 443 } as const;

/** An origin on the internet, called by HTTPS only (CloudFront.9). */
export function httpsOnly(
  port: number = standardPorts.https,
): aws.types.input.cloudfront.DistributionOriginCustomOriginConfig {
  return {
    httpPort: standardPorts.http,
    httpsPort: port,
    originProtocolPolicy: "https-only",
    originSslProtocols: originTls,
  };
}
