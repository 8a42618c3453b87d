/**
 * Measures what a user waits for, each time against a baseline of the same run: the machines are shared, so a time says
 * little and a ratio a lot. Prints the median ratio of the pairs with its spread, and fails when one is over its limit.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { comparePacks } from "./packs";
import { compare } from "./ratios";

const root = join(__dirname, "../..");

function run(command: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}): void {
  const env = { ...process.env, ...variables };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8", env });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${String(status)}:\n${stdout}${stderr}`);
}

interface Project {
  readonly runtime: { readonly options: { readonly nodeargs: string } };
}
const { nodeargs } = (parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as Project).runtime.options;
const declarations = join(mkdtempSync(join(tmpdir(), "web-platform-bench-")), "declarations.json");
const evaluate = (program: string, variables?: Readonly<Record<string, string>>) => () =>
  run(process.execPath, [...nodeargs.split(" "), join(__dirname, "evaluate.cjs"), program], variables);
const preview =
  (...args: string[]) =>
  () =>
    run(join(root, "node_modules/.bin/tsx"), ["sandbox/cli.ts", "preview", "-s", "prod", ...args]);

const comparisons = [
  {
    name: "evaluating the program / declaring the same resources with the SDKs alone",
    limit: 1.5,
    pairs: 15,
    baseline: evaluate("tests/bench/plain.ts", { DECLARATIONS: declarations }),
    subject: evaluate("infra/index.ts"),
  },
  {
    name: "preview with the policy pack / without it",
    limit: 1.3,
    pairs: 7,
    baseline: preview("--policy-pack", ""),
    subject: preview(),
  },
] as const;

async function main(): Promise<void> {
  evaluate("infra/index.ts", { RECORD: declarations })();
  for (const comparison of comparisons) {
    comparison.baseline();
    comparison.subject();
    await compare(comparison);
  }
  await comparePacks(declarations);
}

void main();
