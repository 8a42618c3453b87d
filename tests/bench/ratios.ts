export interface Comparison {
  readonly name: string;
  readonly limit: number;
  readonly pairs: number;
  readonly baseline: Action;
  readonly subject: Action;
}

/** What is measured: how long it takes, or the seconds that it gives. */
type Action = () => unknown;

async function seconds(action: Action): Promise<number> {
  const start = process.hrtime.bigint();
  const given = await action();
  return typeof given === "number" ? given : Number(process.hrtime.bigint() - start) / 1e9;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.round((sorted.length - 1) * q)] ?? Number.NaN;
}

const ascending = (numbers: number[]) => numbers.sort((a, b) => a - b);

/**
 * Runs baseline and subject in turns, prints the median ratio of the pairs with its spread, and has the process fail when it
 * is over its limit.
 */
export async function compare({ name, limit, pairs, baseline, subject }: Comparison): Promise<void> {
  const measured: { readonly base: number; readonly with: number }[] = [];
  while (measured.length < pairs) {
    measured.push({ base: await seconds(baseline), with: await seconds(subject) });
  }
  const ratios = ascending(measured.map((pair) => pair.with / pair.base));
  const base = quantile(ascending(measured.map((pair) => pair.base)), 0.5);
  const ratio = quantile(ratios, 0.5);
  const spread = `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`;
  report(name, ratio, limit, `middle half ${spread}, ${pairs} pairs, baseline ${base.toFixed(2)} s`);
}

export function report(name: string, ratio: number, limit: number, detail: string): void {
  const within = ratio <= limit;
  console.log(`${name}: ${ratio.toFixed(2)} (${detail}), ${within ? "within" : "OVER"} ${limit}`);
  if (!within) process.exitCode = 1;
}
