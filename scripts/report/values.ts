import { z } from "zod";

/** What stands for a value that only the update will know. */
export const unknown = "[unknown]";

/** What stands for a secret: as the engine writes it. */
export const secret = "[secret]";

/** How the engine writes an unknown string (pulumi, `sdk/go/common/resource/plugin/rpc.go`). */
const engineUnknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** How it marks objects that are no plain ones, and what it calls them (`sdk/go/common/resource/sig/sig.go`). */
const signature = "4dabf18193072939515e22adb298388d";
const kinds: Readonly<Record<string, (fields: Readonly<Record<string, unknown>>) => string>> = {
  "1b47061264138c4ac30d75fd1eb44270": () => secret,
  "0def7320c3a5731c473e5ecbe6d01bc7": ({ hash }) => `archive ${start(hash)}`,
  c44067f5952c0a294b673a41bacd8c17: ({ hash }) => `file ${start(hash)}`,
};

const start = (hash: unknown): string => (typeof hash === "string" ? hash.slice(0, 12) : unknown);

const fields = z.record(z.string(), z.unknown());

/**
 * A value of the engine's without its own notation: unknown values and secrets are words, files are their hashes, and what
 * it notes about defaults is left out.
 */
export function plain(value: unknown): unknown {
  if (value === engineUnknown) return unknown;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const own = fields.parse(value);
  const kind = own[signature];
  if (typeof kind === "string") return kinds[kind]?.(own) ?? unknown;
  const entries = Object.entries(own).filter(([key]) => key !== "__defaults");
  return Object.fromEntries(entries.map(([key, element]) => [key, plain(element)]));
}
