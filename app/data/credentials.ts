import { readFile } from "node:fs/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface CredentialsSource {
  read(): Promise<Credentials>;
  /** Whether reading again may give a newer password. */
  readonly renewable: boolean;
}

/** The secret that RDS rotates, read when asked. The calls are bounded: two attempts of at most two seconds. */
export class SecretsManagerCredentials implements CredentialsSource {
  readonly renewable = true;
  private readonly client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });

  constructor(private readonly arn: string) {}

  async read(): Promise<Credentials> {
    const secret = await this.client.send(new GetSecretValueCommand({ SecretId: this.arn }));
    return credentialsFrom(secret.SecretString ?? "", `the secret ${this.arn}`);
  }
}

/** The secret in a file, which only systemd writes, and only before it starts the service. */
export class FileCredentials implements CredentialsSource {
  readonly renewable = false;

  constructor(private readonly path: string) {}

  async read(): Promise<Credentials> {
    return credentialsFrom(await readFile(this.path, "utf8"), this.path);
  }
}

function credentialsFrom(text: string, place: string): Credentials {
  const secret = parsed(text);
  if (
    typeof secret === "object" &&
    secret !== null &&
    "username" in secret &&
    "password" in secret &&
    typeof secret.username === "string" &&
    typeof secret.password === "string"
  ) {
    return { username: secret.username, password: secret.password };
  }
  throw new Error(`${place} is no JSON object with username and password`);
}

/** Undefined for what is no JSON: the parser's own error would quote the secret. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
