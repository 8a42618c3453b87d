/**
 * Runs every layer of tests and fails when one does. Ends with a table: tests and seconds of each layer, and what took longest.
 *
 *   npm test                          every layer
 *   npm test -- --without engine      every layer but the named ones (repeatable)
 *
 * The engine tests mostly wait, for AWS's provider, so they run beside the other layers, which compute. Each test that ran
 * is a line of JSON in `reports/tests/<layer>.jsonl`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";

const layers = ["unit", "policies", "sandbox", "engine"];
const { without = [] } = parseArgs({ options: { without: { type: "string", multiple: true } } }).values;

const unknown = without.filter((name) => !layers.includes(name));
if (unknown.length > 0) {
  console.error(`no layer is named ${unknown.join(", ")}: there are ${layers.join(", ")}`);
  process.exit(2);
}

/** Runs one layer; what it prints is handed on as it comes, or kept until `show` is called. */
function run(layer) {
  const results = `reports/tests/${layer}.jsonl`;
  rmSync(results, { force: true });
  const started = Date.now();
  const child = spawn("npm", ["run", `test:${layer}`], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TEST_RESULTS: results },
  });
  let kept = [`\n=== ${layer} ===\n`];
  const write = (text) => (kept ? kept.push(text) : process.stdout.write(text));
  child.stdout.on("data", write);
  child.stderr.on("data", write);
  return {
    show: () => {
      kept?.forEach((text) => process.stdout.write(text));
      kept = undefined;
    },
    ended: new Promise((resolve) => {
      child.on("close", (code) =>
        resolve({ layer, failed: code !== 0, seconds: (Date.now() - started) / 1000, tests: testsIn(results) }),
      );
    }),
  };
}

function testsIn(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function table(runs) {
  const row = (name, tests, seconds) =>
    `${name.padEnd(10)} ${String(tests).padStart(6)} ${seconds.toFixed(0).padStart(8)}`;
  const tests = runs.flatMap((layer) => layer.tests);
  const slowest = tests.sort((one, other) => other.ms - one.ms).slice(0, 10);
  return [
    "",
    "layer       tests  seconds",
    ...runs.map((layer) => row(layer.layer, layer.tests.length, layer.seconds)),
    row("all", tests.length, (Date.now() - started) / 1000),
    "",
    "the ten slowest, in seconds",
    ...slowest.map(({ ms, title }) => `${(ms / 1000).toFixed(1).padStart(7)}  ${title}`),
  ].join("\n");
}

const started = Date.now();
mkdirSync("reports/tests", { recursive: true });
for (const name of without) console.log(`=== ${name}: left out by name ===`);
const wanted = layers.filter((layer) => !without.includes(layer));
const engine = wanted.includes("engine") ? run("engine") : undefined;
const runs = [];
for (const layer of wanted.filter((name) => name !== "engine")) {
  const running = run(layer);
  running.show();
  runs.push(await running.ended);
}
if (engine) {
  engine.show();
  runs.push(await engine.ended);
}
console.log(table(runs));
const passed = runs.flatMap(({ tests }) => tests).filter(({ state }) => state === "passed").length;
const failed = runs.flatMap(({ tests }) => tests).filter(({ state }) => state === "failed").length;
console.log(`\n${passed} passed, ${failed} failed`);
const failing = runs.filter((layer) => layer.failed).map(({ layer }) => layer);
if (failing.length > 0) {
  console.error(`failed: ${failing.join(", ")}`);
  process.exit(1);
}
