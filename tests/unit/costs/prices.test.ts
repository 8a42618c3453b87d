import assert from "node:assert/strict";
import { regions } from "../../../infra/settings/regions";
import { loadPrices, parsePrices, pricesIn } from "../../../scripts/costs/prices";
import { loadRegionTable, parseRegionTable } from "../../../scripts/costs/region-prices";

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
      assert.ok(price && single && Math.abs(price / single - 2) < 0.07, id);
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

describe("prices of a region", () => {
  const listed = { ...source, kind: "copy", asOf: "2025-04-04" };
  const lists = (more: Record<string, unknown> = {}) =>
    parseRegionTable({
      currency: "USD",
      regions: ["eu-west-1", "sa-east-1"],
      sources: { list: listed },
      tables: [
        { source: "list", unit: "hour", prices: { "ec2.t4g.small": [0.0184, 0.0268], "ec2.m7g.large": [0.09, null] } },
      ],
      ...more,
    });
  const own = parsePrices(
    table({
      sources: { page: source, reading: { ...source, kind: "reading" } },
      prices: {
        "waf.acl": { price: 5, unit: "month", source: "page", everywhere: true },
        "elb.application": {
          ...{ price: 0.0252, unit: "hour", source: "page" },
          elsewhere: { "us-east-1": { price: 0.0225, source: "reading" } },
        },
        "secrets-manager.secret": { price: 0.4, unit: "month", source: "page" },
        proxy: { price: null, unit: "vCPU-hour", note: "Not found in Ireland." },
      },
    }),
  );
  const known = (region: string) => {
    const { prices } = pricesIn(region, own, lists());
    return Object.fromEntries(Object.entries(prices).map(([id, { price }]) => [id, price]));
  };

  it("are its own and those of everywhere, and never another region's", () => {
    assert.deepEqual(known("sa-east-1"), { "ec2.t4g.small": 0.0268, "waf.acl": 5 });
    assert.deepEqual(known("us-east-1"), { "waf.acl": 5, "elb.application": 0.0225 });
    assert.deepEqual(known("mars-1"), { "waf.acl": 5 });
    assert.deepEqual(known("eu-west-1"), {
      ...{ "ec2.t4g.small": 0.0184, "ec2.m7g.large": 0.09, "waf.acl": 5, "elb.application": 0.0252 },
      ...{ "secrets-manager.secret": 0.4, proxy: null },
    });
  });

  it("name the sources that they come from, and no others", () => {
    assert.deepEqual(Object.keys(pricesIn("us-east-1", own, lists()).sources), ["page", "reading"]);
    assert.deepEqual(Object.keys(pricesIn("sa-east-1", own, lists()).sources), ["list", "page"]);
  });

  it("are there for every region of the settings, with a day and a commit for each list", () => {
    const real = loadRegionTable();
    assert.deepEqual(real.regions, regions);
    for (const { asOf, via } of Object.values(real.sources)) {
      assert.match(asOf ?? "", /^202[4-9]-/);
      assert.match(via ?? "", /\/tree\/[0-9a-f]{40}$/);
    }
    for (const region of regions) assert.ok(loadPrices(region).prices["vpc.nat-gateway"]?.price, region);
    assert.equal(loadPrices("us-east-1").prices["ec2.t4g.small"]?.price, 0.0168);
    assert.equal(loadPrices("sa-east-1").prices["ec2.t4g.small"]?.price, 0.0268);
  });

  it("are refused without their source, or where a list is not of every region", () => {
    const prices = { "ec2.t4g.small": [0.0184] };
    assert.throws(() => lists({ tables: [{ source: "list", unit: "hour", prices }] }), /not of every region/);
    assert.throws(() => lists({ tables: [{ source: "hearsay", unit: "hour", prices: {} }] }), /unknown source/);
  });
});
