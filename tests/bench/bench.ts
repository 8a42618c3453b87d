/**
 * Measures what a user waits for, each time against a baseline of the same run: the machines are shared, so a time says
 * little and a ratio a lot. Prints the median ratio of the pairs with its spread, and fails when one is over its limit.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

interface Comparison {
  readonly name: string;
  readonly limit: number;
  readonly pairs: number;
  readonly baseline: () => void;
  readonly subject: () => void;
}

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

const comparisons: readonly Comparison[] = [
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
];

function seconds(action: () => void): number {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.round((sorted.length - 1) * q)] ?? Number.NaN;
}

evaluate("infra/index.ts", { RECORD: declarations })();
for (const { name, limit, pairs, baseline, subject } of comparisons) {
  baseline();
  subject();
  const measured = Array.from({ length: pairs }, () => ({ base: seconds(baseline), with: seconds(subject) }));
  const ratios = measured.map((pair) => pair.with / pair.base).sort((a, b) => a - b);
  const base = quantile(
    measured.map((pair) => pair.base).sort((a, b) => a - b),
    0.5,
  );
  const ratio = quantile(ratios, 0.5);
  const spread = `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`;
  const verdict = ratio <= limit ? "within" : "OVER";
  console.log(
    `${name}: ${ratio.toFixed(2)} (middle half ${spread}, ${pairs} pairs, baseline ${base.toFixed(2)} s), ${verdict} ${limit}`,
  );
  if (ratio > limit) process.exitCode = 1;
}
