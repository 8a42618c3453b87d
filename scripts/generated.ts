import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";

/**
 * Writes generated files, formatted like everything else. With `--check` on the command line it writes nothing and
 * fails when a file is stale.
 *
 * @param files the text of each file, by its path from the repository's root
 */
export async function writeOrCheck(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const current = await formatted(path, text);
    if (!process.argv.includes("--check")) {
      writeFileSync(path, current);
    } else if (readIfThere(path) !== current) {
      console.error(`${path} is stale: run \`npm run docs\` and commit it`);
      process.exitCode = 1;
    }
  }
}

/** The text of a file as prettier leaves it. */
export async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

/** The text of a file, or undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Puts content between `<!-- name:begin -->` and `<!-- name:end -->`.
 *
 * @returns undefined when there is no text, or no such pair of markers in it
 */
export function between(text: string | undefined, name: string, content: string): string | undefined {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = text?.indexOf(begin) ?? -1;
  const to = text?.indexOf(end, from) ?? -1;
  if (text === undefined || from === -1 || to === -1) return undefined;
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}
