import assert from "node:assert/strict";
import type { CostLine } from "../../../scripts/costs/estimate";
import { loadPrices } from "../../../scripts/costs/prices";
import { costsPage, costsSummary } from "../../../scripts/costs/report";
import { between } from "../../../scripts/generated";

const line = (
  component: string,
  item: string,
  unitPrice: number | undefined,
  quantity: number | undefined,
): CostLine => ({
  component,
  item,
  unit: "hour",
  unitPrice,
  quantity,
  monthly: quantity === undefined ? "by use" : unitPrice === undefined ? "unknown" : quantity * unitPrice,
});

const estimates = {
  dev: [line("Network", "Gateway", 2, 1)],
  prod: [
    line("Network", "Gateway", 2, 3),
    line("Network", "Traffic", 0.5, undefined),
    line("Database", "Proxy", undefined, 730),
  ],
};
const prices = loadPrices();

describe("cost report", () => {
  it("sums by component and in all, and says which totals are lower bounds", () => {
    const rows = costsSummary(estimates, prices).split("\n").slice(-3);
    assert.deepEqual(rows, [
      "| Network | 2.00 | 6.00 |",
      "| Database | 0.00 | not known, without: Proxy |",
      "| **Total** | **2.00** | **at least 6.00, without: Proxy** |",
    ]);
  });

  it("shows each line of a preset, unknown prices included", () => {
    const page = costsPage(estimates, prices);
    assert.ok(page.includes("| Gateway | 3 hours | 2 | 6.00 |"));
    assert.ok(page.includes("| Proxy | 730 hours | unknown | unknown |"));
  });

  it("says of each region what the presets cost there, and where a price is not known", () => {
    const whole = { dev: estimates.dev, prod: estimates.dev };
    const page = costsPage(estimates, prices, { "eu-west-1": whole, "us-east-1": whole, "sa-east-1": estimates });
    assert.ok(page.includes("| eu-west-1 | 2.00 | 2.00 |"));
    assert.ok(page.includes("| sa-east-1 | 2.00 | at least 6.00 |"));
    assert.ok(page.includes("| Proxy | sa-east-1 |"));
    const most = costsPage(estimates, prices, { "eu-west-1": whole, "us-east-1": estimates, "sa-east-1": estimates });
    assert.ok(most.includes("| Proxy | every region but eu-west-1 |"));
  });

  it("lists what depends on use once, with its price", () => {
    const page = costsPage({ ...estimates, dev: estimates.prod }, prices);
    assert.equal(page.split("| Network | Traffic | 0.5 | hour |").length, 2);
  });

  it("says what a load balancer adds a month, and when that is not known", () => {
    const altered = structuredClone(prices);
    altered.prices["elb.application"] = { price: 0.1, unit: "hour", source: "any" };
    altered.prices["elb.network"] = { price: null, unit: "hour", note: "?" };
    assert.ok(
      costsPage(estimates, altered).includes(
        "73.00 a month before capacity units (an unknown sum for a network load balancer)",
      ),
    );
  });

  it("says where the prices come from, and of when they are", () => {
    const page = costsPage(estimates, prices);
    for (const { title, url, read } of Object.values(prices.sources)) {
      assert.ok(page.includes(`[${title}](${url})`) && page.includes(read));
    }
    assert.match(costsSummary(estimates, prices), /of 2\d{3}-\d\d-\d\d to 2\d{3}-\d\d-\d\d, read on 2\d{3}-\d\d-\d\d:/);
  });
});

describe("content between markers", () => {
  const text = "before\n<!-- costs:begin -->\nold\n<!-- costs:end -->\nafter";

  it("replaces what is there, and again", () => {
    const once = between(text, "costs", "new");
    assert.equal(once, "before\n<!-- costs:begin -->\n\nnew\n\n<!-- costs:end -->\nafter");
    assert.equal(between(once, "costs", "new"), once);
  });

  it("does nothing without a text, or without both markers in order", () => {
    assert.equal(between(undefined, "costs", "new"), undefined);
    assert.equal(between("no markers", "costs", "new"), undefined);
    assert.equal(between("<!-- costs:end --> <!-- costs:begin -->", "costs", "new"), undefined);
  });
});
