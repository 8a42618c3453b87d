import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Sha256 } from "@smithy/core/checksum";
import { buildQueryString } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { APIGatewayProxyHandlerV2 } from "aws-lambda";
import pg from "pg";
import { RedisCache } from "../../../app/data/redis-cache";
import { dataSettings, type RedisSettings, required } from "../../../app/data/settings";
import { signInToken } from "../../../app/data/token";

/** What the probe is to try, as a workload of the stack and with its role. */
export interface Attempt {
  readonly sql?: string;
  /** Who signs in; the workload's own user unless stated. */
  readonly user?: string;
  /** Whom the token is for; who signs in unless stated. */
  readonly tokenFor?: string;
  /** How old the token is. */
  readonly tokenSeconds?: number;
  /** Without TLS. */
  readonly plain?: boolean;
  /** Key of the cache to read. */
  readonly read?: string;
  /** Key of the cache whose lifetime is to end. */
  readonly end?: string;
}

export interface Found {
  readonly release: number;
  readonly rows?: readonly unknown[];
  readonly cached?: string;
  /** SQLSTATE, or Node's code. */
  readonly code?: string;
  readonly message?: string;
}

/** Which release this is; tests raise it. */
const release = 1;
const region = required(process.env, "AWS_REGION");
const credentials = defaultProvider();

/** A function that a test puts into its copy of the repository, as `app/functions/probe`. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const answer = (found: object) => JSON.stringify({ release, ...found });
  try {
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8").toString();
    return answer(await tried(JSON.parse(body) as Attempt));
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    return answer({ code, message });
  }
};

async function tried(attempt: Attempt): Promise<Omit<Found, "release">> {
  if (attempt.sql !== undefined) return { rows: await queried(attempt.sql, attempt) };
  const { cache } = dataSettings(process.env);
  if (cache === undefined || cache.engine === "memcached") return {};
  const redis = new RedisCache(cache, () => cacheToken(cache));
  try {
    if (attempt.end !== undefined) await redis.set(attempt.end, "", 1);
    const cached = attempt.read === undefined ? undefined : await redis.get(attempt.read);
    return cached === undefined ? {} : { cached };
  } finally {
    redis.disconnect();
  }
}

async function queried(sql: string, attempt: Attempt): Promise<unknown[]> {
  const { database } = dataSettings(process.env);
  if (database === undefined) throw new Error("no database");
  const { host, port, name, user } = database;
  const as = attempt.user ?? user;
  const client = new pg.Client({
    host,
    port,
    database: name,
    user: as,
    password: await databaseToken(`${host}:${port}`, attempt.tokenFor ?? as, attempt.tokenSeconds ?? 0),
    ssl: attempt.plain === true ? false : { rejectUnauthorized: true },
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** As `signInToken` makes it, of any age. */
async function databaseToken(authority: string, user: string, seconds: number): Promise<string> {
  const signer = new SignatureV4({ service: "rds-db", region, credentials, sha256: Sha256 });
  const request = {
    method: "GET",
    protocol: "https:",
    hostname: authority.split(":")[0] ?? "",
    path: "/",
    headers: { host: authority },
    query: { Action: "connect", DBUser: user },
  };
  const signingDate = new Date(Date.now() - seconds * 1000);
  const signed = await signer.presign(request, { expiresIn: 900, signingDate });
  return `${authority}/?${buildQueryString(signed.query ?? {})}`;
}

const cacheToken = ({ name, user }: RedisSettings) =>
  signInToken({ service: "elasticache", region, host: name, query: { Action: "connect", User: user } }, credentials);
