import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import type { S3Client } from "@aws-sdk/client-s3";
import type { AwsAccess } from "../../release/aws-access";

/** AWS as a publication needs it. */
export interface SiteAccess {
  readonly s3: S3Client;
  readonly cloudFront: CloudFrontClient;
}

export async function siteAccess(aws: AwsAccess): Promise<SiteAccess> {
  const [{ S3Client }, { CloudFrontClient }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-cloudfront"),
  ]);
  return { s3: aws.client(S3Client, "s3"), cloudFront: aws.client(CloudFrontClient, "cloudfront") };
}
