import type { S3ClientConfig } from "@aws-sdk/client-s3";
import * as pulumi from "@pulumi/pulumi";
import type { ProviderSettings } from "../settings";
import { credentials, type ResolvedProvider } from "./credentials";

/** A service, by the name that the provider's `endpoints` have for it. */
type Service = Extract<keyof NonNullable<ResolvedProvider["endpoints"]>[number], string>;

/** What every client of the SDK takes; S3's alone takes `forcePathStyle`, and the others ignore it. */
type Configuration = Pick<
  S3ClientConfig,
  "credentials" | "endpoint" | "forcePathStyle" | "maxAttempts" | "region" | "retryMode"
>;

/** AWS, reached as the stack's provider reaches it. */
export interface AwsAccess {
  client<C>(Client: new (configuration: Configuration) => C, service: Service): C;
}

/** A call is sent up to eight times, with up to 20 s between two (the SDK's standard mode): throttled calls take a while. */
const attempts = { maxAttempts: 8, retryMode: "standard" };

/** Milliseconds after which a silent connection is given up; the SDK waits for ever. */
const silence = { connectionTimeout: 5_000, socketTimeout: 20_000 };

/**
 * Clients that reach AWS as the stack's provider does: its region, profile, keys, assumed roles and endpoints.
 *
 * Clients of the SDK are loaded by those who use them, when they do: most evaluations of the program have no use for any.
 */
export async function awsAccess(settings: ProviderSettings): Promise<AwsAccess> {
  // The SDK warns of Node.js versions that it will not support one day. It is pinned, so that no day changes it.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const provider = await settled(settings);
  const shared = {
    ...attempts,
    requestHandler: silence,
    credentials: await credentials(provider),
    ...(provider.region !== undefined && { region: provider.region }),
    ...(provider.useFipsEndpoint !== undefined && { useFipsEndpoint: provider.useFipsEndpoint }),
    ...(provider.useDualstackEndpoint !== undefined && { useDualstackEndpoint: provider.useDualstackEndpoint }),
    ...(provider.s3UsePathStyle !== undefined && { forcePathStyle: provider.s3UsePathStyle }),
  };
  return { client: (Client, service) => new Client({ ...shared, ...endpoint(provider, service) }) };
}

function endpoint(provider: ResolvedProvider, service: Service): { endpoint?: string } {
  const stated = provider.endpoints?.map((endpoints) => endpoints[service]).find((url) => url !== undefined);
  return stated === undefined ? {} : { endpoint: stated };
}

/** A value that becomes known while the program runs. */
export function settled<T>(value: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(value).apply(resolve);
  });
}
