import { z } from "zod";

const release = z.strictObject({
  /** What tells it from others: a function's version, a launch template's version, the digest of a site's manifest. */
  id: z.string(),
  /** When it was out, in ISO 8601; unknown for what was live before anything was recorded. */
  at: z.string().optional(),
  /** The commit that was deployed, where that was known. */
  commit: z.string().optional(),
});

const record = z.strictObject({
  /** Oldest first: the last one is live. */
  releases: z.array(release).readonly(),
  /** The release that somebody has taken back by hand: no deployment makes it live again by itself. */
  heldBack: release.optional(),
});

/** One release of a site, a function or the instances. */
export type Release = Readonly<z.infer<typeof release>>;

/** What has been released of one of them. */
export type Record = Readonly<z.infer<typeof record>>;

export const nothingReleased: Record = { releases: [] };

/** Releases that are remembered. */
const most = 100;

/** @throws Error for a text that is no record. */
export const parseRecord = (text: string): Record => record.parse(JSON.parse(text));

export const formatRecord = (value: Record): string => JSON.stringify(value, undefined, 2);

export const live = ({ releases }: Record): Release | undefined => releases.at(-1);

/** The release that was live before the one that is, less what is held back. */
export function before({ releases, heldBack }: Record): Release | undefined {
  const none = new Set([releases.at(-1)?.id, heldBack?.id]);
  return releases.findLast(({ id }) => !none.has(id));
}

/** A release is out: it is the live one, and nothing is held back any more. */
export function released({ releases }: Record, release: Release): Record {
  return releases.at(-1)?.id === release.id ? { releases } : { releases: [...releases, release].slice(-most) };
}

/** The live release is taken back, and an earlier one is live again. */
export function rolledBack(value: Record, to: Release): Record {
  const from = live(value);
  const { releases } = released(value, to);
  return from === undefined || from.id === to.id ? { releases } : { releases, heldBack: from };
}

/** What is live, though no record says so: it was released before anything was recorded. */
export function withLive(value: Record, id: string | undefined): Record {
  return id === undefined || live(value)?.id === id ? value : { ...value, releases: [...value.releases, { id }] };
}
