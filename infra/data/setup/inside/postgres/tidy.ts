import { setTimeout as delay } from "node:timers/promises";
import type { Done } from "../engine";
import { type Session, texts } from "../session";
import { transaction } from "./mend";
import { userMark } from "./names";
import { takeBack } from "./users";

/** How long a user's sessions may take to end once they are told to, in milliseconds. */
const ending = 10_000;

/**
 * Drops the platform's users that are none of these, each in a transaction of its own: what is still theirs goes to the owner of
 * the schema, so nothing is lost with them.
 *
 * @throws Error where another database of the server still has something of theirs.
 */
export async function tidy(session: Session, users: readonly string[]): Promise<Done> {
  const gone = texts(await session.query(ours, [[...users]]), "name");
  for (const user of gone) await drop(session, user);
  return gone.map((user) => `dropped user ${user}`);
}

async function drop(session: Session, user: string): Promise<void> {
  const [name = ""] = texts(await session.query("select quote_ident($1) as name", [user]), "name");
  // Before its sessions end, so that none begins.
  await session.query(`alter role ${name} nologin`);
  await endSessions(session, user);
  await transaction(session, async () => {
    await takeBack(session, user);
    await session.query(`drop role ${name}`);
  });
}

/** The master user may: rds_superuser is a member of pg_signal_backend (RDS User Guide, "Understanding the rds_superuser role"). */
async function endSessions(session: Session, user: string): Promise<void> {
  const until = Date.now() + ending;
  const terminate = "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1";
  while ((await session.query(terminate, [user])).length > 0 && Date.now() < until) await delay(200);
}

const ours = `
  select rolname as name from pg_roles
  where shobj_description(oid, 'pg_authid') = '${userMark}' and rolname <> all ($1::text[])
  order by 1`;
