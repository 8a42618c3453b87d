import { relative, sep } from "node:path";
import { z } from "zod";
import { eventsOf } from "./events";

const diagnostic = z.object({
  diagnosticEvent: z.object({ urn: z.string().optional(), severity: z.string(), message: z.string() }),
});

/** What an operation of the engine leaves behind: its events, and what it printed. */
export interface Printed {
  readonly log: string;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Why an operation failed, in the engine's words, less what is about the engine and the SDK themselves. What it printed, where
 * it had not begun.
 */
export function failureOf({ log, stdout, stderr }: Printed, root = process.cwd()): string {
  const errors = eventsOf(log, /"diagnosticEvent"/, diagnostic)
    .map(({ diagnosticEvent }) => diagnosticEvent)
    .filter(({ severity }) => severity === "error")
    .map(({ urn, message }) => `${nameOf(urn)}${plainly(message, root)}`);
  const telling = errors.filter((message) => !SUMMARIES.test(message) && !OF_THE_CONNECTION.test(message));
  if (errors.length > 0) return [...new Set(telling.length > 0 ? telling : errors)].join("\n");
  return `${stdout}${stderr}`.trim();
}

/** That it failed, and nothing else. */
const SUMMARIES = /^(preview|update) failed$/;
/** What the SDK says when the engine has hung up, and the engine of what it then gives up: it does so where anything fails. */
const OF_THE_CONNECTION =
  /Channel has been shut down|context canceled$|^(\w*Error: )?\d+ (CANCELLED|UNAVAILABLE|UNKNOWN|INTERNAL): /;

/** The resource that an error is about; of the stack itself nothing is said. */
function nameOf(urn = ""): string {
  const [type = "", name] = urn.split("::").slice(2);
  return name === undefined || type === "pulumi:pulumi:Stack" ? "" : `${type.split("$").at(-1) ?? ""} ${name}: `;
}

/**
 * An error of the program without its stack: what is wrong, and the place in the repository below `root` where the stack begins.
 */
export function plainly(message: string, root: string): string {
  const text = message.replace(/^(error serializing property "[^"]*": )+/, "").trim();
  const [, thrown] = /^Running program '[^']*' failed with an unhandled exception:\n([^]*)$/.exec(text) ?? [];
  if (thrown === undefined) return text;
  const stack = /^\s*(at .*|Require stack:|Caused by:|Stack backtrace:)$/m.exec(thrown);
  const words = thrown
    .slice(0, stack?.index)
    .trim()
    .replace(/^Error:\s+/, "")
    .replaceAll(root + sep, "");
  const place = placeIn(thrown.slice(stack?.index), root);
  return place === undefined || words.includes(place) ? words : `${words} (${place})`;
}

/** The first file of the repository in a stack, with its line where that is told. */
function placeIn(stack: string, root: string): string | undefined {
  const places = [...stack.matchAll(/^(?: *at .*?\(?|- )(\/[^():\n]+)(:\d+)?(?::\d+)?\)?$/gm)];
  const own = places.find(([, file = ""]) => file.startsWith(root + sep) && !file.includes(`${sep}node_modules${sep}`));
  return own && relative(root, own[1] ?? "") + (own[2] ?? "");
}
