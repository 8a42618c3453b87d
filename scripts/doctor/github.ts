import { z } from "zod";
import { audience, issuer } from "../../bootstrap/github-token";
import type { Known } from "./known";
import { blocker, type Line, note, ok } from "./line.mjs";

/** A role of the bootstrap. */
export interface Role {
  readonly name: string;
  /** Who may take it, as IAM has it: JSON in an URL's encoding. */
  readonly trust: string;
}

interface Place {
  readonly stack: string;
  /** Whether the account is the local AWS. */
  readonly sandbox: boolean;
}

interface Facts extends Place {
  /** Of git's origin, where it is at GitHub: `owner/name`. */
  readonly repository: string | undefined;
  /** Those below the bootstrap's path. */
  readonly roles: Known<readonly Role[]>;
  /** ARNs of the account's providers of identities. */
  readonly providers: Known<readonly string[]>;
}

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.object({
  Effect: z.string(),
  Action: list,
  Principal: z.union([z.object({ Federated: list }), z.unknown().transform(() => ({ Federated: [] }))]),
  Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
});
const policy = z.object({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });

/** What makes roles and boundaries, in the account or in the local AWS. */
const bootstrapOf = ({ stack, sandbox }: Place, more = ""): string =>
  `npm run ${sandbox ? "sandbox -- bootstrap" : "bootstrap --"} -s ${stack}${more}`;

/** The names that Pulumi makes of `deploy-prod`. */
const isCalled = (stack: string, name: string): boolean => new RegExp(`^deploy-${stack}-[0-9a-f]{7}$`).test(name);

/**
 * Whether GitHub can deploy the stack. Without the role nobody but GitHub is stopped, so that it is no blocker; one that trusts
 * another repository is, since who can deploy the stack is somebody else.
 */
export function deployRoleLine({ repository, roles, providers, ...place }: Facts): Line {
  const { stack } = place;
  const what = "GitHub's role";
  if (roles.unknown !== undefined) return note(what, `not asked: ${roles.unknown}`);
  const role = roles.known.find(({ name }) => isCalled(stack, name));
  if (!role)
    return note(what, `there is no deploy-${stack}, so that GitHub cannot deploy ${stack}`, bootstrapOf(place));
  const trusted = trustedBy(role.trust);
  if (repository === undefined) {
    const text = `${role.name} trusts ${trusted.subjects.join(", ") || "nobody"}, and git's origin is no repository of GitHub`;
    return note(what, text, "git remote add origin https://github.com/<owner>/<name>");
  }
  const subject = `repo:${repository}:environment:${stack}`;
  if (!trusted.subjects.some((pattern) => matches(pattern, subject))) {
    const text = `${role.name} trusts ${trusted.subjects.join(", ") || "nobody of GitHub"}, and not ${subject}`;
    return blocker(what, text, bootstrapOf(place, ` --repository ${repository}`));
  }
  const isProvided = providers.known?.some((arn) => trusted.providers.includes(arn)) ?? true;
  if (isProvided) return ok(what, `${role.name} trusts ${subject}`);
  return blocker(
    what,
    `${role.name} trusts a provider of identities that the account does not have`,
    bootstrapOf(place),
  );
}

/** Whom a role's policy lets in with a token of GitHub's. */
function trustedBy(trust: string): { readonly subjects: readonly string[]; readonly providers: readonly string[] } {
  const parsed = policy.safeParse(JSON.parse(decodeURIComponent(trust)));
  const statements = (parsed.data?.Statement ?? []).filter(
    ({ Effect, Action, Condition = {} }) =>
      Effect === "Allow" &&
      Action.includes("sts:AssumeRoleWithWebIdentity") &&
      conditions(Condition, `${issuer}:aud`).includes(audience),
  );
  return {
    subjects: statements.flatMap(({ Condition = {} }) => conditions(Condition, `${issuer}:sub`)),
    providers: statements.flatMap(({ Principal }) => Principal.Federated),
  };
}

/** What a key has to be, or to be like. */
const conditions = (all: Readonly<Record<string, Readonly<Record<string, string[]>>>>, key: string): string[] =>
  ["StringEquals", "StringLike"].flatMap((operator) => all[operator]?.[key] ?? []);

/** IAM's wildcards. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

interface BoundaryFacts extends Place {
  readonly account: string;
  /** `identity.permissionsBoundary` of the stack file. */
  readonly stated: string | undefined;
  /** Whether the account has it; undefined where none is stated. */
  readonly exists: Known<boolean> | undefined;
  /** ARNs of the bootstrap's policies in the account. */
  readonly policies: Known<readonly string[]>;
}

/** Whether the roles of the stack get the boundary that the bootstrap has made: GitHub's role can make none without it. */
export function boundaryLine({ account, stated, exists, policies, ...place }: BoundaryFacts): Line {
  const { stack } = place;
  const what = "permissions boundary";
  const made = policies.known?.find((arn) => new RegExp(`/boundary-${stack}-[0-9a-f]{7}$`).test(arn));
  const state = `pulumi config set --stack ${stack} --path web-platform:identity.permissionsBoundary ${made ?? ""}`;
  if (stated === undefined || exists === undefined) {
    if (policies.unknown !== undefined) return note(what, `not asked: ${policies.unknown}`);
    if (made === undefined) return ok(what, "none is stated, and the account has none for the stack");
    return note(what, "none is stated, so that GitHub's role is refused the first role that it makes", state);
  }
  if (exists.unknown !== undefined) return note(what, `${stated}, not asked: ${exists.unknown}`);
  if (exists.known) return ok(what, stated);
  const [, , , , owner] = stated.split(":");
  const isForeign = owner !== undefined && owner !== "aws" && owner !== account;
  const text = isForeign ? `${stated} is of account ${owner}, and this is ${account}` : `there is no ${stated}`;
  return blocker(what, text, made === undefined ? bootstrapOf(place) : state);
}
