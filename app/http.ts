import type { Item } from "./data/collections";
import { DatabaseAway } from "./data/database";
import { type Log, reasonOf } from "./data/log";
import type { Store } from "./data/store";

/** A response, as API Gateway's payload format 2.0 has it. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Request {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
}

/** After how many seconds a client may try again when the database is away; a failover takes one to two minutes. */
const retryAfterSeconds = 5;

/** JSON that nobody between here and the client keeps. */
export function json(statusCode: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    statusCode,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

export const notFound = json(404, { error: "not found" });
export const healthy = json(200, { status: "ok" });

/**
 * Answers `GET <root>` with all items and `GET <root>/<id>` with one; anything else does not exist.
 *
 * Never fails: what goes wrong is logged, and the client learns no more than whether to try again.
 */
export async function answerFrom<T extends Item>(
  open: () => Store<T>,
  { request, root, log }: { readonly request: Request; readonly root: string; readonly log: Log },
): Promise<Answer> {
  if (request.method !== "GET") return notFound;
  try {
    if (request.path === root) return json(200, await open().list());
    const id = idBelow(root, request.path);
    const item = id === undefined ? undefined : await open().get(id);
    return item ? json(200, item) : notFound;
  } catch (error) {
    if (error instanceof DatabaseAway) {
      log("error", "database_away", { reason: reasonOf(error) });
      return json(503, { error: "the data is not available now" }, { "retry-after": String(retryAfterSeconds) });
    }
    log("error", "request_failed", { reason: reasonOf(error) });
    return json(500, { error: "internal error" });
  }
}

/** The item that a path names; undefined for what can be no id, which then costs neither a query nor a cache entry. */
function idBelow(root: string, path: string): string | undefined {
  const id = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : "";
  return /^[\w-]{1,36}$/.test(id) ? id : undefined;
}
