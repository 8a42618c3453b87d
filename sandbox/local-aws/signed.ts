import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Key } from "./key";

export interface Request {
  readonly method: string;
  readonly url: string;
  /** As a credential's scope names it: `autoscaling`, `secretsmanager`. Default: `local-aws`, for what is no service of AWS. */
  readonly service?: string;
  /** Default: `eu-west-1`. */
  readonly region?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The headers of a request with its signature, as AWS's clients make it (SigV4). The key itself is not among them. */
export async function signedHeaders(request: Request, credentials: Key): Promise<Record<string, string>> {
  const { method, url, service = "local-aws", region = "eu-west-1", headers = {}, body = "" } = request;
  const { protocol, hostname, host, pathname, searchParams } = new URL(url);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const query = Object.fromEntries(searchParams);
  const sent = { method, protocol, hostname, path: pathname, query, headers: { ...headers, host }, body };
  return (await signer.sign(sent)).headers;
}

/** The answer to a signed request. */
export async function fetchSigned(request: Request, key: Key, seconds?: number): Promise<Response> {
  const { method, url, body } = request;
  return fetch(url, {
    method,
    headers: await signedHeaders(request, key),
    ...(body === undefined ? {} : { body }),
    ...(seconds === undefined ? {} : { signal: AbortSignal.timeout(seconds * 1000) }),
  });
}
