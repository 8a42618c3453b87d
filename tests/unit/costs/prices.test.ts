import assert from "node:assert/strict";
import { loadPrices, parsePrices } from "../../../scripts/costs/prices";

const source = { title: "A page", url: "https://aws.amazon.com/", kind: "page", read: "2026-11-24" };
const table = (more: Record<string, unknown>) => ({
  region: "eu-west-1",
  currency: "USD",
  sources: { page: source },
  prices: { "kms.key": { price: 1, unit: "month", source: "page" } },
  ...more,
});

describe("price table", () => {
  it("of the repository is valid and of the presets' region", () => {
    assert.equal(loadPrices().region, "eu-west-1");
  });

  it("lists instances and storage with a standby at about twice the price", () => {
    const { prices } = loadPrices();
    const pairs = Object.entries(prices).filter(([id]) => id.startsWith("rds.") && id.includes("multi-az"));
    assert.ok(pairs.length > 0);
    for (const [id, { price }] of pairs) {
      const single = prices[id.replace("multi-az", "single-az")]?.price;
      assert.ok(price && single && price >= 2 * single - 0.002 && price <= 2 * single + 0.002, id);
    }
  });

  it("takes an unknown price only with a note", () => {
    assert.ok(parsePrices(table({ prices: { ...table({}).prices, proxy: { price: null, unit: "hour", note: "?" } } })));
    assert.throws(() => parsePrices(table({ prices: { proxy: { price: null, unit: "hour" } } })));
  });

  it("takes no price without a source that it lists", () => {
    assert.throws(() => parsePrices(table({ prices: { "kms.key": { price: 1, unit: "month" } } })));
    assert.throws(
      () => parsePrices(table({ prices: { "kms.key": { price: 1, unit: "month", source: "hearsay" } } })),
      /unknown source/,
    );
  });

  it("takes no source that nothing comes from, and no unit that the estimate does not know", () => {
    assert.throws(() => parsePrices(table({ sources: { page: source, other: source } })), /no price comes from it/);
    assert.throws(() => parsePrices(table({ prices: { "kms.key": { price: 1, unit: "week", source: "page" } } })));
  });
});
