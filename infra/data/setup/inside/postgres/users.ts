import type { Done } from "../engine";
import { type Session, texts } from "../session";
import { mend, transaction } from "./mend";
import { owner, userMark, workloads } from "./names";

/**
 * Gives each user what workloads may do on the tables of the schema `public`, and takes anything else away.
 *
 * They sign in with IAM: a member of `rds_iam` cannot do so with a password (RDS User Guide, "Limitations for IAM database
 * authentication").
 *
 * @throws Error for a name that somebody else's role has.
 */
export function prepareUsers(session: Session, users: readonly string[]): Promise<Done> {
  return transaction(session, async () => {
    const done: Done = [];
    for (const user of users) done.push(...(await prepareUser(session, user)));
    return [...done, ...(await mend(session, tableRights)), ...(await mend(session, sequenceRights))];
  });
}

async function prepareUser(session: Session, user: string): Promise<Done> {
  const made = await mend(session, creation, [user]);
  const [comment] = texts(await session.query(commentOf, [user]), "comment");
  if (comment !== userMark) {
    throw new Error(
      `the database has a role ${user} that the platform did not make: rename or drop it, and run up again`,
    );
  }
  const mended = [
    ...(await takeBack(session, user)),
    ...(await mend(session, attributes, [user])),
    ...(await mend(session, membership, [user, [workloads, "rds_iam"]])),
  ];
  const kept = texts(await session.query(foreignRoles, [user, [workloads, "rds_iam"]]), "role");
  if (kept.length > 0) {
    throw new Error(`the user ${user} is also a member of ${kept.join(", ")}: who made it one has to revoke that`);
  }
  return made.length > 0 ? made : [...new Set(mended)];
}

/** What is the user's own goes to the owner of the schema; rights that it was given itself are taken away. */
export async function takeBack(session: Session, user: string): Promise<Done> {
  if ((await session.query(belongings, [user])).length === 0) return [];
  // Only who may act as a role may do either. Nobody sees that the master user is its member for a while, because all of this is
  // one transaction: whoever is a member of `rds_iam`, by way of another role too, signs in with a token or not at all.
  const [act = ""] = texts(await session.query(impersonation, [user]), "statement");
  const [name = ""] = texts(await session.query("select quote_ident($1) as name", [user]), "name");
  if (act !== "") await session.query(act);
  await session.query(`reassign owned by ${name} to ${owner}`);
  await session.query(`drop owned by ${name}`);
  if (act !== "") await session.query(`revoke ${name} from current_user`);
  return [`took from user ${user} what it was given by hand`];
}

/** By the users' role, so that there is one place for them. */
const rightsOn = (kinds: string, thing: string, rights: string, names: string): string => `
  select 'let workloads use ' || thing as done,
         format('revoke all on ${thing} %1$s from ${workloads}; grant ${rights} on ${thing} %1$s to ${workloads}', thing)
           as statement
  from (
    select c.oid::regclass::text as thing, c.relacl, c.oid from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relowner = '${owner}'::regrole and c.relkind in (${kinds})
  ) as owned
  where '${names}'::text[] <> (
      select coalesce(array_agg(acl.privilege_type order by acl.privilege_type), '{}') from aclexplode(relacl) as acl
      where acl.grantee = '${workloads}'::regrole)
    or exists (
      select from pg_attribute, aclexplode(attacl) as acl
      where attrelid = owned.oid and acl.grantee = '${workloads}'::regrole)`;

const tableRights = rightsOn(
  "'r', 'p', 'v', 'm', 'f'",
  "table",
  "select, insert, update, delete",
  "{DELETE,INSERT,SELECT,UPDATE}",
);
const sequenceRights = rightsOn("'S'", "sequence", "usage", "{USAGE}");

const creation = `
  select 'made user ' || name as done,
         format('create role %1$I login; comment on role %1$I is %2$L', name, '${userMark}') as statement
  from (select $1::text as name) as wanted
  where not exists (select from pg_roles where rolname = name)`;

const commentOf = `
  select shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = $1`;

const attributes = `
  select 'mended user ' || rolname as done,
         format('alter role %I login inherit nocreatedb nocreaterole connection limit -1 valid until ''infinity''', rolname)
           as statement
  from pg_roles
  where rolname = $1
    and (not rolcanlogin or not rolinherit or rolcreatedb or rolcreaterole or rolconnlimit <> -1
      or rolvaliduntil < 'infinity')`;

/** Member of the roles in $2 and, by whoever's grant, of no other. */
const membership = `
  select 'mended user ' || $1::text as done, format('grant %I to %I', wanted.role, $1::text) as statement
  from unnest($2::text[]) as wanted (role)
  where not exists (
    select from pg_auth_members
    where roleid::regrole::text = quote_ident(wanted.role) and member::regrole::text = quote_ident($1))
  union all
  select 'mended user ' || $1::text, format('revoke %s from %I', roleid::regrole, $1::text)
  from pg_auth_members
  where member::regrole::text = quote_ident($1) and roleid::regrole::text <> all (select quote_ident(unnest($2::text[])))`;

const foreignRoles = `
  select distinct roleid::regrole::text as role from pg_auth_members
  where member::regrole::text = quote_ident($1) and roleid::regrole::text <> all (select quote_ident(unnest($2::text[])))`;

/** In this database, and of what databases share. Who made whom a member of what is told by pg_auth_members. */
const belongings = `
  select from pg_shdepend
  where refclassid = 'pg_authid'::regclass and refobjid = quote_ident($1)::regrole
    and classid <> 'pg_auth_members'::regclass
    and dbid in (0, (select oid from pg_database where datname = current_database()))
  limit 1`;

const impersonation = `
  select format('grant %I to current_user', $1::text) as statement where not pg_has_role($1::name, 'USAGE')`;
