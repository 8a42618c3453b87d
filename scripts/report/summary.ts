import { openingsOf } from "./architecture/drawing";
import type { Architecture } from "./architecture/model";
import { changesTally, type Comparison } from "./changes-section";

/** What a comparison finds, as Markdown: for a terminal, and for a comment on a change. */
export function summaryOf(comparison: Comparison, architecture: Architecture, currency: string): string {
  const { costs } = comparison;
  const openings = openingsOf(architecture).filter(({ isNew }) => isNew);
  return [
    `Compared with ${comparison.with}: ${changesTally(comparison)}.`,
    "unknownBecause" in costs
      ? `Monthly cost: not known, since ${costs.unknownBecause}.`
      : [
          `| ${currency} a month | Before | After | Difference |`,
          "| --- | ---: | ---: | ---: |",
          ...costs.rows.map(({ of, before, after, difference }) => `| ${of} | ${before} | ${after} | ${difference} |`),
        ].join("\n"),
    openings.length === 0
      ? "Nothing is newly open to the internet."
      : ["**Newly open to the internet:**", "", ...openings.map(({ words }) => `- ${words}`)].join("\n"),
  ].join("\n\n");
}
