import { spawnSync } from "node:child_process";
import { closest } from "fastest-levenshtein";
import type { Command } from "./arguments";
import { type Checkout } from "./checkout";
import { presentCli } from "./engine/engine";

/** Shows what Pulumi's own help tells of a command, unless that needs anything set up first. Gives the exit code. */
export async function help(root: string, args: readonly string[]): Promise<number> {
  const pulumi = await presentCli(root);
  if (pulumi === undefined) {
    console.log(
      "\nPulumi's own commands and options are told here once its CLI is set up, by `npm start` or any command.",
    );
    return 0;
  }
  const { status, output } = helpOf(pulumi, args);
  console.log(`\nPulumi's own help:\n\n${output}`);
  return status === 0 ? 0 : 2;
}

/**
 * What Pulumi does not take of a command line, in one sentence, before anything is set up: it is asked for help on it, which it
 * only gives on words and flags that it knows. What is used all the time is not asked for.
 */
export async function objectionTo(
  { root }: Checkout,
  command: Command,
  args: readonly string[],
): Promise<string | undefined> {
  const words = leading(args);
  // Pulumi finds no command behind `--help`, and where flags come before the command there is no better place for it.
  if (isFamiliar(command) || words.length === 0) return undefined;
  const pulumi = await presentCli(root);
  if (pulumi === undefined) return undefined;
  const { status, output } = helpOf(pulumi, [...words, "--help", ...args.slice(words.length)]);
  if (status !== 0) return /^(?:error: )?(.*)/.exec(output)?.[1];
  return unknownWord(command.words, output);
}

const helpOf = (pulumi: string, args: readonly string[]) => {
  const asked = args.includes("--help") || args.includes("-h") || args[0] === "help" ? args : [...args, "--help"];
  const { status, stdout, stderr } = spawnSync(pulumi, asked, {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return { status, output: stdout + stderr };
};

/** The words before the first flag. */
function leading(args: readonly string[]): readonly string[] {
  const flag = args.findIndex((arg) => arg.startsWith("-"));
  return flag < 0 ? args : args.slice(0, flag);
}

/** A word that Pulumi's help passes over, since the command before it has none of this name. */
export function unknownWord(words: readonly string[], help: string): string | undefined {
  const usage = /^Usage:\n((?: {2}pulumi.*\n)+)/m.exec(help)?.[1] ?? "";
  if (!usage.includes("[command]")) return undefined;
  const known = /^ {2}pulumi((?: [a-z-]+)*) \[command\]/m.exec(usage)?.[1]?.trim().split(" ").filter(Boolean) ?? [];
  const word = words[known.length];
  if (word === undefined) return undefined;
  const group = ["pulumi", ...known].join(" ");
  const names = [...help.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name = ""]) => name);
  return `${group} has no command ${word}${names.length > 0 ? `: did you mean ${closest(word, names)}?` : ""}`;
}

const FAMILIAR_WORDS = /^(up|preview|refresh|destroy|version|stack (export|import|output|history|init|ls|rm|select))\b/;
const FAMILIAR_FLAGS = new Set(
  "s stack y yes f skip-preview json j event-log expect-no-changes policy-pack policy-pack-config show-sames suppress-outputs page-size show-secrets show-urns file".split(
    " ",
  ),
);

function isFamiliar({ words, flags }: Command): boolean {
  return FAMILIAR_WORDS.test(words.join(" ")) && [...flags].every((flag) => FAMILIAR_FLAGS.has(flag));
}
