/** `npm run doctor [-- -s <stack>]`: what is wrong on this machine and in the account, and what mends it. Changes nothing. */
import { join } from "node:path";
import { createRequire } from "node:module";
import { isOld } from "../../sandbox/bootstrap.mjs";
import { root } from "../commands/table.mjs";
import { blocker, note, shown, summed } from "./line.mjs";
import { machineFacts, reachesReleases } from "./machine-facts.mjs";
import { machineLines } from "./machine.mjs";

/**
 * Prints a line for each check, and gives 1 where one blocks.
 *
 * @param {{ stack?: string, sandbox?: boolean }} options
 */
export async function run({ stack, sandbox = false }) {
  const purpose = sandbox ? "sandbox" : stack === undefined ? "anything" : "aws";
  const lines = [];
  const tell = (more) => {
    for (const line of more) console.log(shown(line));
    lines.push(...more);
  };

  const facts = machineFacts(root);
  const isSetUp = !isOld(facts.node.version) && ["locked", "linked"].includes(facts.packages);
  const load = isSetUp ? await loader() : undefined;
  const engine = load && (await load("machine-engine.ts").hasEngine(root));
  const decides = purpose === "sandbox" && !engine && facts.go === undefined;
  const download = decides ? await reachesReleases() : undefined;
  tell(machineLines({ ...facts, ...(load && { engine }), ...(decides && { download }) }, purpose));

  if (stack === undefined) tell([unasked(sandbox)]);
  else if (!load) tell([blocker("account", "not asked: what asks it is not installed", "npm ci")]);
  else for await (const line of load("account.ts").accountLines(root, stack, { sandbox })) tell([line]);

  const { text, code } = summed(
    lines,
    stack === undefined && !sandbox ? "on this machine" : `of ${stack ?? "the sandbox"}`,
  );
  console.log(text);
  return code;
}

const unasked = (sandbox) =>
  sandbox
    ? note("account", "the local AWS is not asked", "npm run sandbox -- doctor")
    : note("account", "not asked, as no stack is named: its file says which it is", "npm run doctor -- -s <stack>");

/** What is written in TypeScript, of this folder. */
async function loader() {
  await import("tsx");
  const require = createRequire(import.meta.url);
  return (file) => require(join(root, "scripts/doctor", file));
}
