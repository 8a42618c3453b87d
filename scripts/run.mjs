/**
 * Runs a command of the package: `node scripts/run.mjs policy --stack prod` is `npm run policy -- --stack prod`. It answers
 * `--help` and mistakes before anything is loaded or set up, then has the packages installed that the lock file names.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { commandOf, helpOf, overviewOf, readArguments } from "./commands/arguments.mjs";
import { readSandboxArguments } from "./commands/sandbox.mjs";
import { commands, root } from "./commands/table.mjs";

const require = createRequire(import.meta.url);

async function main(name, ...args) {
  if (name === undefined || name === "--help" || name === "-h") return say(overviewOf(commands));
  const command = await commandOf(commands, name);
  const given = await (command.foreign
    ? readSandboxArguments(name, commands, args)
    : readArguments(name, command, args));
  process.chdir(root);
  if (!given) {
    say(helpOf(name, command));
    // What is not installed has no help of its own to add.
    if (!command.help || !existsSync(join(root, "node_modules/tsx"))) return 0;
    const { register } = await import("tsx/cjs/api");
    register();
    return require(join(root, command.help)).help(root, args);
  }
  if (command.plain) return (await import(pathToFileURL(join(root, command.module)).href)).run(given.values);
  const { setUp } = await import("../sandbox/bootstrap.mjs");
  setUp();
  if (command.programs) return runAll(command.programs(given.values, given.operands));
  return (await load(command)).run(given.values, [...(command.fixed ?? []), ...given.operands]);
}

function say(text) {
  console.log(text);
  return 0;
}

/** The command's own module, which is TypeScript. One that cannot be read has judged nothing: that is never the 1 of a refusal. */
async function load({ module }) {
  await import("tsx");
  try {
    return require(join(root, module));
  } catch (error) {
    throw Object.assign(error, { exitCode: 2 });
  }
}

/** Runs programs one after the other until one fails, and gives its exit code. */
async function runAll(programs) {
  for (const [program, ...args] of programs) {
    const code = await exitCodeOf(program === "node" ? process.execPath : program, args);
    if (code !== 0) return code;
  }
  return 0;
}

function exitCodeOf(program, args) {
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const child = spawn(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path } });
  // ^C reaches both from the terminal; what is sent to this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal).on(signal, () => signal !== "SIGINT" && child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

main(...process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    const text = process.env.SANDBOX_DEBUG ? error.stack : error.message;
    if (text) console.error(text);
    process.exit(error.exitCode ?? 1);
  },
);
