/** What the sandbox has to know of a pulumi command line, which is passed on as it is. */
export interface Command {
  /** The words that are not flags: `["stack", "export"]`. Values of the command's own flags may be among them. */
  readonly words: readonly string[];
  /** The stack that is named by `-s`, `--stack`, or as the argument of `stack select` or `stack rm`. */
  readonly stack: string | undefined;
  /** Names of the flags that were given, without hyphens and values. */
  readonly flags: ReadonlySet<string>;
}

/** Flags of every command, and `--stack`, whose value is an argument of its own. Others never come before the words. */
const WITH_VALUE = new Set([
  "s",
  "stack",
  "C",
  "cwd",
  "color",
  "v",
  "verbose",
  "tracing",
  "profiling",
  "memprofilerate",
]);

export function parseCommand(args: readonly string[]): Command {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") break;
    if (!arg.startsWith("-") || arg === "-") {
      words.push(arg);
      continue;
    }
    const { name, value } = splitFlag(arg);
    flags.set(name, value ?? (WITH_VALUE.has(name) ? (args[++i] ?? "") : ""));
  }
  const selected = words[0] === "stack" && ["select", "rm"].includes(words[1] ?? "") ? words[2] : undefined;
  return { words, stack: shortName(flags.get("stack") ?? flags.get("s") ?? selected), flags: new Set(flags.keys()) };
}

/** `--name=value`, `--name`, `-n`, `-n=value` or `-nvalue`, the last for flags that have a value. */
function splitFlag(arg: string): { name: string; value: string | undefined } {
  const equals = arg.indexOf("=");
  if (arg.startsWith("--")) {
    return equals < 0
      ? { name: arg.slice(2), value: undefined }
      : { name: arg.slice(2, equals), value: arg.slice(equals + 1) };
  }
  const name = arg.slice(1, 2);
  const rest = arg.slice(2);
  if (rest === "" || !WITH_VALUE.has(name)) return { name, value: undefined };
  return { name, value: rest.startsWith("=") ? rest.slice(1) : rest };
}

/** `organization/web-platform/dev` is `dev`. */
function shortName(stack: string | undefined): string | undefined {
  return stack === undefined || stack === "" ? undefined : stack.split("/").at(-1);
}

const CHANGES = ["up", "update", "refresh", "destroy", "down", "dn", "import", "watch", "do"];

/** Whether the command asks plugins to do something, and so needs them and the local AWS. */
export function isOperation(command: Command): boolean {
  return isChange(command) || (["preview", "pre"].includes(command.words[0] ?? "") && !asksForHelp(command));
}

/** Whether the command takes all that it has to know from the state. */
export function destroys({ words }: Command): boolean {
  return ["destroy", "down", "dn"].includes(words[0] ?? "");
}

/** Whether the command may change resources or what the state says of them. */
export function isChange(command: Command): boolean {
  return CHANGES.includes(command.words[0] ?? "") && !asksForHelp(command);
}

/**
 * Whether the command writes Pulumi.<stack>.yaml beside Pulumi.yaml, whatever file it was pointed at. It then runs in a
 * project folder that is not the checkout. None of these takes the path of a file.
 */
export function writesStackFile({ words: [group, command] }: Command): boolean {
  const writing = ["init", "new", "rename", "change-secrets-provider", "history"];
  return group === "stack" && writing.includes(command ?? "");
}

/** What a command calls a stack from now on: its stack file goes by the new name, as Pulumi has it. */
export function newName(command: Command): string | undefined {
  const [group, action, name] = command.words;
  return group === "stack" && action === "rename" && !asksForHelp(command) ? shortName(name) : undefined;
}

/** Whether the command reads or changes the settings of a stack: those are the hand-written ones. */
export function isConfig({ words }: Command): boolean {
  return words[0] === "config";
}

/** Whether the command names a stack that need not be there. */
export function isNew({ words: [group, command], flags }: Command): boolean {
  return group === "new" || (group === "stack" && (["init", "new"].includes(command ?? "") || flags.has("create")));
}

/** What the sandbox does not pass on, in one line; undefined for all else. */
export function refusal({ words, flags }: Command): string | undefined {
  if (words[0] === "config" && flags.has("secret")) {
    return "settings hold no secrets: keep one in AWS Secrets Manager, and let the workload read it (app/README.md, Secrets)";
  }
  if (words[0] === "config" && (words[1] === "refresh" || words[1] === "env")) {
    return `\`config ${words[1]}\` would overwrite the hand-written stack file: edit that file instead`;
  }
  if (words[0] === "login" || words[0] === "logout") {
    return "the sandbox keeps its state in this checkout, and knows no login";
  }
  return undefined;
}

/** Whether the command is about one stack, which has to exist for it. */
export function needsStack(command: Command): boolean {
  const [group, name] = command.words;
  if (asksForHelp(command)) return false;
  if (group === "stack") return !["init", "new", "rename", "rm", "ls"].includes(name ?? "");
  return isOperation(command) || ["config", "state", "cancel", "console", "logs"].includes(group ?? "");
}

function asksForHelp({ flags }: Command): boolean {
  return flags.has("help") || flags.has("h");
}
