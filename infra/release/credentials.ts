import type { S3ClientConfig } from "@aws-sdk/client-s3";
import type * as pulumi from "@pulumi/pulumi";
import type { ProviderSettings } from "../settings";

/** The provider's settings with what they hold of secrets and of later values. */
export type ResolvedProvider = pulumi.Unwrap<ProviderSettings>;

/** As every client of the SDK takes them. */
export type Credentials = NonNullable<S3ClientConfig["credentials"]>;

type AssumedRole = NonNullable<ResolvedProvider["assumeRoles"]>[number];
type WebIdentity = NonNullable<ResolvedProvider["assumeRoleWithWebIdentity"]>;

/**
 * Credentials as the AWS provider takes them from its settings: the keys that are stated, or the profile, or what the
 * environment offers; with them the web identity's role, or one assumed role after the other.
 *
 * @throws Error for a duration that is not one.
 */
export async function credentials(provider: ResolvedProvider): Promise<Credentials> {
  const { fromNodeProviderChain, fromTemporaryCredentials, fromTokenFile, fromWebToken } =
    await import("@aws-sdk/credential-providers");
  const region = provider.stsRegion ?? provider.region;
  const clientConfig = { ...(region !== undefined && { region }) };
  const { accessKey, secretKey, token, assumeRoleWithWebIdentity: identity } = provider;

  let current: Credentials;
  if (identity?.roleArn !== undefined) {
    const role = { ...webIdentityRole(identity), roleArn: identity.roleArn, clientConfig };
    current =
      identity.webIdentityToken === undefined
        ? fromTokenFile({ ...role, ...optional("webIdentityTokenFile", identity.webIdentityTokenFile) })
        : fromWebToken({ ...role, webIdentityToken: identity.webIdentityToken });
  } else if (accessKey !== undefined && secretKey !== undefined) {
    current = { accessKeyId: accessKey, secretAccessKey: secretKey, ...optional("sessionToken", token) };
  } else {
    current = fromNodeProviderChain({
      clientConfig,
      ...optional("profile", provider.profile),
      ...optional("filepath", provider.sharedCredentialsFiles?.[0]),
      ...optional("configFilepath", provider.sharedConfigFiles?.[0]),
    });
  }
  for (const role of provider.assumeRoles ?? []) {
    const masterCredentials = current;
    current = fromTemporaryCredentials({ masterCredentials, params: assumedRole(role), clientConfig });
  }
  return current;
}

function assumedRole(role: AssumedRole) {
  const { tags } = role;
  return {
    RoleArn: role.roleArn,
    ...optional("RoleSessionName", role.sessionName),
    ...optional("ExternalId", role.externalId),
    ...optional("DurationSeconds", seconds(role.duration)),
    ...optional("Policy", role.policy),
    ...optional("PolicyArns", policyArns(role.policyArns)),
    ...optional("Tags", tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))),
    ...optional("TransitiveTagKeys", role.transitiveTagKeys),
    ...optional("SourceIdentity", role.sourceIdentity),
  };
}

function webIdentityRole(identity: WebIdentity) {
  return {
    ...optional("roleSessionName", identity.sessionName),
    ...optional("durationSeconds", seconds(identity.duration)),
    ...optional("policy", identity.policy),
    ...optional("policyArns", policyArns(identity.policyArns)),
  };
}

const policyArns = (arns: readonly string[] | undefined) => arns?.map((arn) => ({ arn }));

/** The provider states durations as Go does: `1h30m`. */
function seconds(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
  const parts = [...duration.matchAll(/([\d.]+)([hms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== duration) {
    throw new Error(`the duration of an assumed role is ${duration}, and has to be like 1h30m`);
  }
  return parts.reduce((sum, [, count, unit = "s"]) => sum + Number(count) * (units[unit] ?? 1), 0);
}

/** A property only where there is a value for it. */
function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
