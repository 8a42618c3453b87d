/** What is told of one stack, as Markdown. */
export interface Told {
  readonly stack: string;
  /** What differs from the branch that the pull request is for, its cost among it. */
  readonly changes: string;
  /** What the policies say; undefined where they have judged nothing. */
  readonly policies: string | undefined;
}

/** What tells the comment from all others: its first line. */
export const marker = "<!-- policies -->";

/**
 * The longest comment, in bytes: GitHub takes 65,536 characters, by its own words; it has been seen to take 262,144 bytes, which is as
 * many of the longest. Bytes are never fewer than characters.
 */
export const longestComment = 65_000;

/** The longest summary of a job's step, in bytes (GitHub Docs, "Workflow commands": 1 MiB). */
export const longestSummary = 1_000_000;

/** What a pull request does to every stack: first what it costs, which is short and is never cut, then the policies. */
export function textOf(stacks: readonly Told[]): string {
  return [
    marker,
    ...stacks.map(({ stack, changes }) => `### Changes: \`${stack}\`\n\n${changes.trim()}\n`),
    ...stacks.map(({ stack, policies }) => policies?.trim().concat("\n") ?? notJudged(stack)),
  ].join("\n");
}

const notJudged = (stack: string): string =>
  `### Policies: \`${stack}\` is not judged\n\nIts preview fails: the log says why.\n`;

/** A text of at most this many bytes: it ends at a line, and then says where the rest is. */
export function cut(text: string, most: number, rest: string): string {
  if (Buffer.byteLength(text) <= most) return text;
  const lines = text.split("\n");
  const pointer = `\n${rest}\n`;
  // What is still open there is closed, so that the pointer is seen.
  const closing = "\n</details>\n";
  let left = most - Buffer.byteLength(pointer) - closing.length;
  const end = lines.findIndex((line) => (left -= Buffer.byteLength(line) + 1) < 0);
  const kept = lines.slice(0, end).join("\n");
  const count = (tag: string) => kept.split(tag).length;
  return `${kept}\n${count("<details>") > count("</details>") ? closing : ""}${pointer}`;
}
