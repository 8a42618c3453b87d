import { spawnSync } from "node:child_process";
import { promises as dns } from "node:dns";
import {
  GetPolicyCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  NoSuchEntityException,
  paginateListPolicies,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { GetHostedZoneCommand, NoSuchHostedZone, Route53Client } from "@aws-sdk/client-route-53";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { ownPath } from "../../bootstrap/permissions/statement";
import type { AwsAccess } from "../../infra/release/aws-access";
import { repositoryOf } from "../bootstrap/variables";
import type { HostedZone } from "./domain";
import type { Role } from "./github";
import type { Identity } from "./identity";

/** Milliseconds that the first answer may take: a machine without a way to AWS would wait for minutes. */
const patience = 30_000;

export async function identityOf(access: AwsAccess): Promise<Identity> {
  const options = { abortSignal: AbortSignal.timeout(patience) };
  const sts = access.client(STSClient, "sts");
  const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}), options);
  return { account: Account, arn: Arn };
}

/** The bootstrap's roles in the account. */
export async function rolesOf(access: AwsAccess): Promise<Role[]> {
  const roles: Role[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iamOf(access) }, { PathPrefix: ownPath })) {
    roles.push(...Roles.map(({ RoleName, AssumeRolePolicyDocument }) => roleOf(RoleName, AssumeRolePolicyDocument)));
  }
  return roles;
}

const roleOf = (name = "", trust = ""): Role => ({ name, trust });

/** ARNs of the providers of identities that the account trusts. */
export async function providersOf(access: AwsAccess): Promise<string[]> {
  const told = await iamOf(access).send(new ListOpenIDConnectProvidersCommand({}));
  return (told.OpenIDConnectProviderList ?? []).flatMap(({ Arn }) => Arn ?? []);
}

/** ARNs of the bootstrap's policies in the account. */
export async function policiesOf(access: AwsAccess): Promise<string[]> {
  const policies: string[] = [];
  const input = { Scope: "Local", PathPrefix: ownPath } as const;
  for await (const { Policies = [] } of paginateListPolicies({ client: iamOf(access) }, input)) {
    policies.push(...Policies.flatMap(({ Arn }) => Arn ?? []));
  }
  return policies;
}

export async function hasPolicy(access: AwsAccess, arn: string): Promise<boolean> {
  try {
    await iamOf(access).send(new GetPolicyCommand({ PolicyArn: arn }));
    return true;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}

const iamOf = (access: AwsAccess): IAMClient => access.client(IAMClient, "iam");

/** A hosted zone of the account; undefined where there is none of that id. */
export async function hostedZone(access: AwsAccess, id: string): Promise<HostedZone | undefined> {
  try {
    const { HostedZone: zone, DelegationSet: set } = await access
      .client(Route53Client, "route53")
      .send(new GetHostedZoneCommand({ Id: id }));
    const name = (zone?.Name ?? "").replace(/\.$/, "");
    return { name, isPrivate: zone?.Config?.PrivateZone ?? false, servers: set?.NameServers ?? [] };
  } catch (error) {
    if (error instanceof NoSuchHostedZone) return undefined;
    throw error;
  }
}

/** The name servers of a zone as DNS has them; none where nobody has any. */
export async function serversInDns(zone: string): Promise<string[]> {
  try {
    return await new dns.Resolver({ timeout: 5000, tries: 2 }).resolveNs(zone);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOTFOUND", "ENODATA"].includes(code)) return [];
    throw error;
  }
}

/** The repository of GitHub that git's origin is. */
export function originOf(folder: string): string | undefined {
  const { status, stdout } = spawnSync("git", ["remote", "get-url", "origin"], { cwd: folder, encoding: "utf8" });
  return status === 0 ? repositoryOf(stdout) : undefined;
}
