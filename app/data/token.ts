import { Sha256 } from "@smithy/core/checksum";
import { buildQueryString } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";

/** The longest that both services accept; a connection that stands is not cut when its token ends. */
const lifetimeSeconds = 900;

interface TokenRequest {
  /** What the token signs in to. */
  readonly service: "elasticache" | "rds-db";
  readonly region: string;
  readonly host: string;
  readonly port?: number;
  readonly query: Readonly<Record<string, string>>;
}

/** Where the process's own AWS credentials come from. */
export type AwsCredentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/**
 * A password made of the process's AWS credentials, good for 15 minutes: a presigned request without its scheme.
 *
 * No service is called for it. (RDS User Guide, "Connecting to your DB instance using IAM authentication"; ElastiCache
 * User Guide, "Authenticating with IAM".)
 */
export async function signInToken(request: TokenRequest, credentials: AwsCredentials): Promise<string> {
  const { service, region, host, port, query } = request;
  const authority = port === undefined ? host : `${host}:${port}`;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const signed = await signer.presign(
    { method: "GET", protocol: "https:", hostname: host, path: "/", headers: { host: authority }, query },
    { expiresIn: lifetimeSeconds },
  );
  return `${authority}/?${buildQueryString(signed.query ?? {})}`;
}
