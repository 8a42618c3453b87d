/**
 * Runs every layer of tests, one after the other, and fails when one does.
 *
 *   npm test                          every layer
 *   npm test -- --without engine      every layer but the named ones (repeatable)
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const layers = ["unit", "policies", "sandbox", "engine"];
const { without = [] } = parseArgs({ options: { without: { type: "string", multiple: true } } }).values;

const unknown = without.filter((name) => !layers.includes(name));
if (unknown.length > 0) {
  console.error(`no layer is named ${unknown.join(", ")}: there are ${layers.join(", ")}`);
  process.exit(2);
}

const failed = layers.filter((layer) => {
  if (without.includes(layer)) {
    console.log(`\n=== ${layer}: left out by name ===`);
    return false;
  }
  console.log(`\n=== ${layer} ===`);
  return spawnSync("npm", ["run", `test:${layer}`], { stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exit(1);
}
