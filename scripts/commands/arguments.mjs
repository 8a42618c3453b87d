/**
 * The one way in which commands take arguments: Node's own parser, held to a table of options. Plain Node, as all of this
 * folder is, so that help and mistakes need nothing that has to be installed.
 *
 * @typedef {object} Option
 * @property {"string" | "boolean"} type
 * @property {string} text What it does, for the help.
 * @property {string} [short] One letter.
 * @property {string} [value] What its value is, for the help: `stack`.
 * @property {boolean} [multiple] Whether it may be given more than once.
 * @property {boolean} [required]
 * @property {string} [default]
 * @property {readonly string[]} [choices] What its value may be.
 * @property {boolean} [qualified] Whether what stands before a slash in its value may be anything.
 *
 * @typedef {object} Command
 * @property {string} summary What it does, in half a line.
 * @property {string} [text] What else there is to know.
 * @property {Record<string, Option>} [options] By their long names. `--help` is an option of every command.
 * @property {{ value: string, text: string }} [operands] What else may follow. Nothing may without it.
 * @property {string} [hint] What somebody may have meant who gives operands to a command that takes none.
 * @property {(values: Record<string, any>, operands: string[]) => string | undefined} [refusal] What is wrong with these.
 * @property {boolean} [foreign] Whether the command reads its arguments itself.
 * @property {string} [help] TypeScript whose `help(root, args)` has more to tell.
 * @property {string} [module] TypeScript whose `run(values, operands)` is the command; what it returns is the exit code.
 * @property {boolean} [plain] Whether it is plain JavaScript, which runs with nothing set up.
 * @property {(values: Record<string, any>, operands: string[]) => string[][]} [programs] Or programs, one after the other,
 *   until one fails.
 */
import util from "node:util";

/** What the user got wrong, in one sentence. */
export class Mistake extends Error {
  exitCode = 2;
}

const help = { type: "boolean", short: "h", text: "show this, and do nothing" };

/** How a command is called: `npm test`, `npm run policy`. */
export const callOf = (name) => (["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`);

/** The command of this name. */
export async function commandOf(commands, name) {
  if (Object.hasOwn(commands, name)) return commands[name];
  throw new Mistake(`there is no command ${name}${await meant(name, Object.keys(commands))}`);
}

/**
 * The values and operands that a command line gives, or undefined where it asks for help.
 *
 * @param {Command} command
 * @param {readonly string[]} args
 * @throws {Mistake} about the first thing that is wrong
 */
export async function readArguments(name, { options: own = {}, operands, hint, refusal }, args) {
  const options = { ...own, help };
  const call = callOf(name);
  const config = Object.fromEntries(
    Object.entries(options).map(([key, { type, short, multiple }]) => [
      key,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  );
  // By name, it would be an error of the loader where Node is too old to have it.
  if (util.parseArgs === undefined) throw new Mistake(`Node 20.19 or newer is needed, and this is ${process.version}`);
  const { tokens } = util.parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.filter(({ kind }) => kind === "option");
  if (given.some((token) => token.name === "help")) return undefined;

  const values = {};
  for (const { name: key, rawName, value, inlineValue } of given) {
    const option = Object.hasOwn(options, key) ? options[key] : undefined;
    if (!option) {
      const known = Object.keys(options).map((name) => `--${name}`);
      throw new Mistake(`${call} has no option ${rawName}${await meant(rawName, known, rawName.length / 3, hint)}`);
    }
    if (option.type === "boolean") {
      if (inlineValue) throw new Mistake(`${call}: ${rawName} takes no value`);
      values[key] = true;
      continue;
    }
    if (!value || (!inlineValue && /^-./.test(value))) {
      throw new Mistake(`${call}: ${rawName} needs a value: ${rawName} <${option.value}>`);
    }
    const short = option.qualified ? value.split("/").at(-1) : value;
    if (option.choices && !option.choices.includes(short)) {
      throw new Mistake(`${call}: there is no ${option.value} ${value}${await meant(value, option.choices)}`);
    }
    values[key] = option.multiple ? [...(values[key] ?? []), value] : value;
  }
  const positionals = tokens.filter(({ kind }) => kind === "positional").map(({ value }) => value);
  if (positionals.length > 0 && !operands) {
    const isStack = own.stack?.choices.includes(positionals[0]);
    const better = isStack ? `: a stack is named by --stack ${positionals[0]}` : hint ? `: ${hint}` : "";
    throw new Mistake(`${call} takes no argument ${positionals[0]}${better}`);
  }
  for (const [key, option] of Object.entries(own)) {
    if (key in values) continue;
    if (option.default !== undefined) values[key] = option.default;
    if (option.required) {
      const example = `${call} -- --${key} ${option.choices?.[0] ?? `<${option.value}>`}`;
      throw new Mistake(`${call} needs a ${option.value}: ${example}`);
    }
  }
  const refused = refusal?.(values, positionals);
  if (refused !== undefined) throw new Mistake(`${call}: ${refused}`);
  return { values, operands: positionals };
}

/**
 * What somebody meant who wrote `given`, and what else to tell where nothing is near: all that there is.
 *
 * @param {readonly string[]} known
 * @param far how many letters may differ
 */
async function meant(given, known, far = given.length / 2, otherwise = `there is ${known.join(", ")}`) {
  // Before the packages are installed nothing is proposed.
  const { closest, distance } = await import("fastest-levenshtein")
    .then((module) => module.default)
    .catch(() => ({ closest: () => "", distance: () => Infinity }));
  const near = known.length > 0 ? closest(given, known) : "";
  if (distance(given, near) <= far) return `: did you mean ${near}?`;
  return `: ${otherwise}`;
}

/**
 * The help of a command.
 *
 * @param {Command} command
 */
export function helpOf(name, { summary, text, options = {}, operands, foreign }) {
  const rows = Object.entries({ ...options, help }).map(([key, option]) => {
    const { short, value, multiple, default: preset, choices } = option;
    const notes = [
      ...(choices ? [`one of ${choices.join(", ")}`] : []),
      ...(multiple ? ["may be repeated"] : []),
      ...(preset !== undefined ? [`${preset} without it`] : []),
    ];
    const left = `${short ? `-${short}, ` : "    "}--${key}${value ? ` <${value}>` : ""}`;
    return [left, option.text + (notes.length > 0 ? ` (${notes.join("; ")})` : "")];
  });
  if (operands) rows.unshift([`<${operands.value}> ...`, operands.text]);
  const usage = [
    ...Object.entries(options)
      .filter(([, { required }]) => required)
      .map(([key, { value }]) => ` --${key} <${value}>`),
    ...(foreign ? [] : [" [options]"]),
    ...(operands ? [` [<${operands.value}> ...]`] : []),
  ].join("");
  return [
    `Usage: ${callOf(name)} --${usage}`,
    "",
    ...wrapped(`${summary[0].toUpperCase()}${summary.slice(1)}.`, WIDTH),
    ...(text ? ["", text.trim()] : []),
    "",
    table(rows),
  ].join("\n");
}

/** What there is to run. */
export function overviewOf(commands) {
  const rows = Object.entries(commands).map(([name, { summary }]) => [callOf(name), summary]);
  return ["Commands; each tells its options with -- --help:", "", table(rows)].join("\n");
}

const WIDTH = 80;

/** Two columns, of which the second is wrapped. */
function table(rows) {
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.flatMap(([left, right]) => {
    const [first, ...more] = wrapped(right, WIDTH - width - 4);
    return [`  ${left.padEnd(width)}  ${first}`, ...more.map((line) => " ".repeat(width + 4) + line)];
  });
  return lines.join("\n");
}

function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
