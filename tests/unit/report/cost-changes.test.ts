import assert from "node:assert/strict";
import type { CostLine } from "../../../scripts/costs/estimate";
import { architectureOf } from "../../../scripts/report/architecture/architecture";
import { changesSection } from "../../../scripts/report/changes-section";
import { costChangesOf } from "../../../scripts/report/cost-changes";
import { summaryOf } from "../../../scripts/report/summary";
import { fullStack, graphOf, openStack } from "./fixture";

const line = (component: string, item: string, monthly: CostLine["monthly"]): CostLine => ({
  ...{ component, item, monthly },
  ...{ unit: "hour", quantity: 1, unitPrice: undefined },
});
const rows = (before: readonly CostLine[], after: readonly CostLine[]) => {
  const changes = costChangesOf({ lines: before }, { lines: after });
  assert.ok("rows" in changes);
  return changes.rows.map(({ of, before: old, after: current, difference }) => [of, old, current, difference]);
};

describe("by how much the cost differs", () => {
  const cache = line("Cache", "node", 20.86);
  const network = line("Network", "NAT gateway", 35.04);

  it("is told of each component that differs, and of all together", () => {
    assert.deepEqual(rows([cache, network], [line("Cache", "node × 2", 41.72), network]), [
      ["Cache", "20.86", "41.72", "+20.86"],
      ["Total", "55.90", "76.76", "+20.86"],
    ]);
    assert.deepEqual(rows([cache, network], [cache]), [
      ["Network", "35.04", "0.00", "-35.04"],
      ["Total", "55.90", "20.86", "-35.04"],
    ]);
    assert.deepEqual(rows([cache], [cache]), [["Total", "20.86", "20.86", "0.00"]]);
  });

  it("is without what one side alone has no price of", () => {
    const queue = line("Not priced", "aws:sqs:Queue", "unknown");
    const proxy = line("Database", "Proxy", "unknown");
    assert.deepEqual(rows([cache, proxy], [network, proxy, queue]), [
      ["Cache", "20.86", "0.00", "-20.86"],
      ["Network", "0.00", "35.04", "+35.04"],
      ["Not priced", "0.00", "not known, without: aws:sqs:Queue", "not known, without: aws:sqs:Queue"],
      [
        ...["Total", "at least 20.86, without: Proxy", "at least 35.04, without: Proxy, aws:sqs:Queue"],
        "+14.18, without: aws:sqs:Queue",
      ],
    ]);
  });

  it("is not known where one side is not", () => {
    const unknown = { unknownBecause: "the settings of the stack are not valid" };
    assert.deepEqual(costChangesOf({ lines: [] }, unknown), unknown);
    assert.deepEqual(costChangesOf(unknown, { lines: [] }), {
      unknownBecause: "of what it is compared with, the settings of the stack are not valid",
    });
  });

  const comparison = {
    with: "prod at main (abc)",
    changes: { added: [], removed: [], changed: [], same: 7 },
    costs: costChangesOf({ lines: [cache] }, { lines: [cache, network] }),
  };

  it("is in the page", () => {
    const page = changesSection(comparison, "prod").text;
    assert.match(page, /Network<\/th><td class="sum">0\.00<\/td><td class="sum">35\.04<\/td><td class="sum">\+35\.04</);
    assert.doesNotMatch(page, />Cache</);
  });

  it("is in the summary, with what is newly open", () => {
    const closed = summaryOf(comparison, architectureOf(graphOf(fullStack())), "USD");
    assert.equal(
      closed,
      [
        "Compared with prod at main (abc): none.\n",
        "| USD a month | Before | After | Difference |",
        "| --- | ---: | ---: | ---: |",
        "| Network | 0.00 | 35.04 | +35.04 |",
        "| Total | 20.86 | 55.90 | +35.04 |\n",
        "Nothing is newly open to the internet.",
      ].join("\n"),
    );
    const open = architectureOf(graphOf(openStack()), ({ to }) => to.name === "site");
    assert.match(
      summaryOf(comparison, open, "USD"),
      /\*\*Newly open to the internet:\*\*\n\n- Internet → S3 bucket site: its policy lets everybody do s3:GetObject$/,
    );
  });
});
