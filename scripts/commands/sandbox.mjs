import { Mistake, readArguments } from "./arguments.mjs";

/** Pulumi's flags that may stand before its words, and `--version`, which stands alone. */
const FLAGS =
  "color cwd disable-integrity-checking emoji fully-qualify-stack-names logflow logtostderr memprofilerate non-interactive profiling stack tracing verbose version".split(
    " ",
  );

/**
 * What `npm run sandbox` is given: its own options, or else what Pulumi reads itself.
 *
 * @returns {Promise<{ values: object, operands: string[] } | undefined>} undefined where the sandbox's own help is asked for
 */
export async function readSandboxArguments(name, commands, args) {
  const [first = "--help", ...more] = args;
  if (["doctor", "bootstrap", "invalidate", "verify", "drift", "release"].includes(first)) {
    const given = await readArguments(`${name} -- ${first}`, commands[first], more);
    return given && { values: {}, operands: args };
  }
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  if (args.length === 0 || first === "help" || words.some((word) => ["-h", "--help"].includes(word))) return undefined;
  if (!first.startsWith("--") || FLAGS.includes(first.slice(2).split("=")[0])) return { values: {}, operands: args };

  const { values } = await readArguments(name, { ...commands[name], operands: undefined }, args);
  const [asked, other] = Object.keys(values);
  if (other) throw new Mistake(`npm run sandbox: --${asked} and --${other} exclude each other`);
  return { values, operands: [`--${asked}`] };
}
