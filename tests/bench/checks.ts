/**
 * What it costs that the local AWS holds each call to AWS's models and rules: recorded calls that change nothing, behind the
 * checks and without them (as with `--lax`), in one process, by the processor's time. See `sandbox/local-aws/tests/cost.py`.
 */
import { runPythonModule } from "../../sandbox/local-aws/tests/run";
import { report } from "./ratios";

interface Cost {
  readonly calls: number;
  readonly ratio: number;
  /** Of one call. */
  readonly milliseconds: number;
  /** Seconds that the first calls take besides, while models are read. */
  readonly first: number;
  /** That the models take. */
  readonly megabytes: number;
}

async function main(): Promise<void> {
  const [code, output] = await runPythonModule("tests.cost", [], "pipe");
  if (code !== 0) throw new Error(output);
  const { calls, ratio, milliseconds, first, megabytes } = JSON.parse(output.trim().split("\n").at(-1) ?? "") as Cost;
  const detail = `${milliseconds.toFixed(2)} ms more each, ${calls} calls; models ${first.toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
  report("a call on the local AWS / with --lax, without HTTP", ratio, 2.5, detail);
  report("milliseconds that checks add to a call", milliseconds, 1, "processor's time");
}

void main();
