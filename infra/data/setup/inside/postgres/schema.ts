import type { Done } from "../engine";
import type { Session } from "../session";
import { mend, transaction } from "./mend";
import { owner, records, roleMark, workloads } from "./names";

/**
 * Who may make tables: `owner`, which owns the schema `public` and whatever the master user had in it, and as which migrations
 * run. Nobody else, and nobody signs in as it. `workloads` has what the users of workloads may do; they are its members.
 *
 * The master user is no superuser but has CREATEROLE (RDS User Guide, "Understanding the rds_superuser role"). From PostgreSQL 16
 * on it may give itself a role that it made, and has to before it can make that role an owner; before, CREATEROLE is enough
 * (PostgreSQL, "Role Attributes", role creation). It owns the database, and with it, by `pg_database_owner`, a schema `public` of
 * PostgreSQL 15 and newer; in an older one it owns the schema itself.
 */
export function prepareSchema(session: Session): Promise<Done> {
  return transaction(session, async () => [
    ...(await mend(session, role, [owner])),
    ...(await mend(session, role, [workloads])),
    ...(await mend(session, membership)),
    ...(await mend(session, ownSchema)),
    ...(await mend(session, publicRights)),
    ...(await mend(session, ownerRights)),
    ...(await mend(session, handOver)),
    ...(await mend(session, workloadsRights)),
    ...(await mend(session, futureRights)),
    ...(await mend(session, recordTable)),
  ]);
}

const role = `
  select 'made role ' || name as done,
         format('create role %I nologin; comment on role %I is %L', name, name, '${roleMark}') as statement
  from (select $1::text as name) as wanted
  where not exists (select from pg_roles where rolname = name)`;

/** INHERIT and SET, which come with a plain GRANT: what an owner may do, the master user may. */
const membership = `
  select 'made the master user a member of ${owner}' as done, format('grant ${owner} to %I', current_user) as statement
  where not pg_has_role('${owner}', 'USAGE')`;

const ownSchema = `
  select 'gave schema public to ${owner}' as done, 'alter schema public owner to ${owner}' as statement
  from pg_namespace where nspname = 'public' and nspowner <> '${owner}'::regrole
  union all
  select 'made schema public', 'create schema public authorization ${owner}'
  where not exists (select from pg_namespace where nspname = 'public')`;

/** What everybody had: to make tables in an older "public", and temporary ones anywhere. */
const publicRights = `
  select 'took the right to make tables from everybody' as done, 'revoke create on schema public from public' as statement
  from pg_namespace, aclexplode(nspacl) as acl
  where nspname = 'public' and acl.grantee = 0 and acl.privilege_type = 'CREATE'
  union all
  select 'took the right to make temporary tables from everybody',
         format('revoke create, temporary on database %I from public', datname)
  from pg_database
  where datname = current_database()
    and exists (
      select from aclexplode(coalesce(datacl, acldefault('d', datdba)))
      where grantee = 0 and privilege_type in ('CREATE', 'TEMPORARY'))`;

/** For migrations that make schemas, trusted extensions and temporary tables. */
const ownerRights = `
  select 'let ${owner} make schemas' as done,
         format('grant create, temporary on database %I to ${owner}', current_database()) as statement
  where not (has_database_privilege('${owner}', current_database(), 'CREATE')
         and has_database_privilege('${owner}', current_database(), 'TEMPORARY'))`;

/** What an extension made stays its own; a sequence of a column goes with the table. */
const handOver = `
  with mine as (
    select 'table ' || c.oid::regclass as thing from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relowner = current_user::regrole
      and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and not exists (
        select from pg_depend as d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid
          and (d.deptype = 'e' or (c.relkind = 'S' and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass)))
    union all
    select 'routine ' || p.oid::regprocedure from pg_proc as p
    where p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole
      and not exists (
        select from pg_depend as d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    union all
    select case t.typtype when 'd' then 'domain ' else 'type ' end || t.oid::regtype from pg_type as t
    where t.typnamespace = 'public'::regnamespace and t.typowner = current_user::regrole
      and (t.typtype in ('d', 'e', 'r')
        or (t.typtype = 'c' and exists (select from pg_class where oid = t.typrelid and relkind = 'c')))
      and not exists (
        select from pg_depend as d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
  )
  select 'gave ' || thing || ' to ${owner}' as done, 'alter ' || thing || ' owner to ${owner}' as statement from mine`;

const workloadsRights = `
  select 'let workloads use schema public' as done,
         'revoke all on schema public from ${workloads}; grant usage on schema public to ${workloads}' as statement
  where (
    select coalesce(array_agg(acl.privilege_type order by acl.privilege_type), '{}') from pg_namespace, aclexplode(nspacl) as acl
    where nspname = 'public' and acl.grantee = '${workloads}'::regrole) <> '{USAGE}'`;

/** For what migrations will have made. */
const futureRights = `
  select 'let workloads use what migrations will make' as done,
         format(
           'alter default privileges for role ${owner} in schema public revoke all on %1$s from ${workloads}; '
           'alter default privileges for role ${owner} in schema public grant %2$s on %1$s to ${workloads}',
           things, rights) as statement
  from (values ('r', 'tables', 'select, insert, update, delete', '{DELETE,INSERT,SELECT,UPDATE}'::text[]),
               ('S', 'sequences', 'usage', '{USAGE}')) as wanted (kind, things, rights, names)
  where names <> (
    select coalesce(array_agg(acl.privilege_type order by acl.privilege_type), '{}')
    from pg_default_acl, aclexplode(defaclacl) as acl
    where defaclrole = '${owner}'::regrole and defaclnamespace = 'public'::regnamespace
      and defaclobjtype::text = kind and acl.grantee = '${workloads}'::regrole)`;

/** Out of reach of workloads, and of migrations. */
const recordTable = `
  select 'began to record migrations' as done,
         'create schema if not exists ${records}; '
         'create table ${records}.migrations '
         '(file text primary key, sha256 text not null, ran_at timestamptz not null default now())' as statement
  where to_regclass('${records}.migrations') is null`;
