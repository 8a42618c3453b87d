/**
 * Runs every layer of tests and fails when one does. Ends with a table: tests and seconds of each layer, and what took longest.
 *
 *   npm test                          every layer
 *   npm test -- --without engine      every layer but the named ones (repeatable)
 *
 * Each test that ran is a line of JSON in `reports/tests/<layer>.jsonl`.
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

/** Runs one layer, as `npm run test:<layer>` does. */
function run(layer) {
  console.log(`\n=== ${layer} ===`);
  const results = `reports/tests/${layer}.jsonl`;
  rmSync(results, { force: true });
  const started = Date.now();
  const child = spawn("npm", ["run", `test:${layer}`], {
    stdio: "inherit",
    env: { ...process.env, TEST_RESULTS: results },
  });
  return new Promise((resolve) => {
    child.on("close", (code) =>
      resolve({ layer, failed: code !== 0, seconds: (Date.now() - started) / 1000, tests: testsIn(results) }),
    );
  });
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
const runs = [];
for (const layer of wanted) runs.push(await run(layer));
console.log(table(runs));
const passed = runs.flatMap(({ tests }) => tests).filter(({ state }) => state === "passed").length;
const failed = runs.flatMap(({ tests }) => tests).filter(({ state }) => state === "failed").length;
console.log(`\n${passed} passed, ${failed} failed`);
const failing = runs.filter((layer) => layer.failed).map(({ layer }) => layer);
if (failing.length > 0) {
  console.error(`failed: ${failing.join(", ")}`);
  process.exit(1);
}
