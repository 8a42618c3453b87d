import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import type { S3Client } from "@aws-sdk/client-s3";
import * as pulumi from "@pulumi/pulumi";
import type { ProviderSettings } from "../../settings";
import { credentials, type ResolvedProvider } from "./credentials";

/** AWS as a publication needs it. */
export interface AwsAccess {
  readonly s3: S3Client;
  readonly cloudFront: CloudFrontClient;
}

/** A call is sent up to eight times, with up to 20 s between two (the SDK's standard mode): throttled calls take a while. */
const attempts = { maxAttempts: 8, retryMode: "standard" };

/** Milliseconds after which a silent connection is given up; the SDK waits for ever. */
const silence = { connectionTimeout: 5_000, socketTimeout: 20_000 };

/**
 * Clients that reach AWS as the stack's provider does: its region, profile, keys, assumed roles and endpoints.
 *
 * The SDK is loaded here, since an evaluation of the program that publishes nothing has no use for it.
 */
export async function awsAccess(settings: ProviderSettings): Promise<AwsAccess> {
  // The SDK warns of Node.js versions that it will not support one day. It is pinned, so that no day changes it.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const provider = await resolved(settings);
  const [{ S3Client }, { CloudFrontClient }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-cloudfront"),
  ]);
  const shared = {
    ...attempts,
    requestHandler: silence,
    credentials: await credentials(provider),
    ...(provider.region !== undefined && { region: provider.region }),
    ...(provider.useFipsEndpoint !== undefined && { useFipsEndpoint: provider.useFipsEndpoint }),
    ...(provider.useDualstackEndpoint !== undefined && { useDualstackEndpoint: provider.useDualstackEndpoint }),
  };
  return {
    s3: new S3Client({
      ...shared,
      ...endpoint(provider, "s3"),
      ...(provider.s3UsePathStyle !== undefined && { forcePathStyle: provider.s3UsePathStyle }),
    }),
    cloudFront: new CloudFrontClient({ ...shared, ...endpoint(provider, "cloudfront") }),
  };
}

function endpoint(provider: ResolvedProvider, service: "s3" | "cloudfront"): { endpoint?: string } {
  const stated = provider.endpoints?.map((endpoints) => endpoints[service]).find((url) => url !== undefined);
  return stated === undefined ? {} : { endpoint: stated };
}

function resolved(settings: ProviderSettings): Promise<ResolvedProvider> {
  return new Promise((resolve) => {
    pulumi.output(settings).apply((provider) => {
      resolve(provider);
    });
  });
}
