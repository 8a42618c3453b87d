import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Credentials } from "../event";

/** The master user and its password, as the secret has them now. */
export async function readSecret(client: Pick<SecretsManagerClient, "send">, arn: string): Promise<Credentials> {
  const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  const secret = parsed(SecretString);
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
  throw new Error(`the secret ${arn} is no JSON object with username and password`);
}

/** Undefined for what is no JSON: the parser's own error would quote the secret. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
