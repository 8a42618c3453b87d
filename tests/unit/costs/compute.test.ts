import assert from "node:assert/strict";
import { parseSettings } from "../../../infra/settings/settings";
import { type CostLine, estimate, total } from "../../../scripts/costs/estimate";
import { loadPrices, type Prices } from "../../../scripts/costs/prices";

const prices = loadPrices();
const kinds = ["functions", "instances", "both"] as const;

/** What compute costs that is like prod's, but for what is stated. */
function costs(compute: Record<string, unknown>, table: Prices = prices): CostLine[] {
  const { settings, problems } = parseSettings({ environment: "prod", compute }, "eu-west-1");
  assert.ok(settings, JSON.stringify(problems));
  return estimate(settings, table).filter(({ component }) => component === "Compute");
}

const ofInstances = (instances: Record<string, unknown>) => costs({ kind: "instances", instances });

/** What is counted, as item and quantity. */
const counted = (lines: CostLine[]) =>
  lines.filter(({ monthly }) => monthly !== "by use").map(({ item, quantity, unit }) => [item, quantity, unit]);

const byUse = (lines: CostLine[]) => lines.filter(({ monthly }) => monthly === "by use").map(({ item }) => item);

const only = (lines: CostLine[], item: RegExp): CostLine => {
  const [line, ...others] = lines.filter((each) => item.test(each.item));
  assert.ok(line && others.length === 0, `one line like ${item}`);
  return line;
};

const alwaysOfInstances = [
  ["Internal application load balancer", 730, "hour"],
  ["t4g.small × 3", 2190, "hour"],
  ["Root volumes", 24, "GB-month"],
  ["Metric of detailed monitoring × 21", 21, "month"],
  ["Alarm of scaling and releases, by metric × 8", 8, "month"],
];

const alwaysOfFunctions = [["Alarm of releases of functions, by metric × 6", 6, "month"]];

describe("cost estimate of compute", () => {
  it("counts nothing for functions that nobody calls, but the alarms of those that are released in steps", () => {
    const all = { kind: "all-at-once" };
    const functions = { posts: { rollout: all }, health: { rollout: all } };
    assert.deepEqual(counted(costs({ kind: "functions", functions })), []);
    assert.deepEqual(counted(costs({ kind: "functions" })), alwaysOfFunctions);
  });

  it("counts a load balancer and the fewest instances, with what belongs to each", () => {
    assert.deepEqual(counted(costs({ kind: "instances" })), alwaysOfInstances);
  });

  it("adds to both the VPC link between them, which is not charged", () => {
    const lines = costs({ kind: "both" });
    assert.deepEqual(counted(lines), [...alwaysOfInstances, ["VPC link", 730, "hour"], ...alwaysOfFunctions]);
    assert.equal(only(lines, /^VPC link$/).monthly, 0);
    const { monthly } = total(costs({ kind: "functions" }));
    assert.ok(Math.abs(total(lines).monthly - total(costs({ kind: "instances" })).monthly - monthly) < 0.001);
    assert.deepEqual(byUse(lines), [...byUse(costs({ kind: "instances" })), ...byUse(costs({ kind: "functions" }))]);
  });

  it("knows every price that the presets of each kind count, so that their totals are whole", () => {
    for (const kind of kinds) assert.deepEqual(total(costs({ kind })).without, [], kind);
    const { settings } = parseSettings(
      { environment: "dev", network: { natGateways: "single" }, compute: { kind: "both" } },
      "eu-west-1",
    );
    assert.ok(settings);
    assert.deepEqual(total(estimate(settings, prices)).without, [], "dev");
  });

  it("has an entry for every price that it names", () => {
    const unpriced = (lines: CostLine[]) => lines.filter(({ unitPrice }) => unitPrice === undefined);
    const complete: Prices = structuredClone(prices);
    for (const [id, { price, unit }] of Object.entries(prices.prices)) {
      if (price === null) complete.prices[id] = { price: 1, unit, source: "any" };
    }
    const spot = { instanceTypes: ["m7g.large"], onDemandBase: 1, onDemandPercent: 50 };
    const functions = { health: {}, posts: { provisionedConcurrency: 1 } };
    assert.deepEqual(unpriced(costs({ instances: { spot }, functions }, complete)), []);
    assert.deepEqual(unpriced(costs({ instances: { loadBalancer: { kind: "network" } } }, complete)), []);
  });

  it("follows the number, the type and the volumes of the instances", () => {
    const lines = ofInstances({ instanceType: "m7g.large", rootVolumeGib: 30, scaling: { min: 5 } });
    const instances = only(lines, /^m7g\.large × 5$/);
    assert.deepEqual([instances.quantity, instances.unitPrice], [3650, 0.091]);
    assert.equal(only(lines, /^Root volumes$/).quantity, 150);
    assert.equal(only(lines, /^Metric/).quantity, 35);
  });

  it("names what scaling may add, without counting it", () => {
    const { quantity, unitPrice } = only(ofInstances({}), /^t4g\.small that scaling adds$/);
    assert.deepEqual([quantity, unitPrice], [undefined, 0.0184]);
    assert.ok(!byUse(ofInstances({ scaling: { min: 3, max: 3 } })).some((item) => item.includes("scaling")));
  });

  for (const [onDemandBase, onDemandPercent, onDemand] of [
    [2, 50, 4],
    [0, 0, 0],
    [9, 0, 5],
    [0, 100, 5],
  ] as const) {
    it(`counts ${onDemand} of 5 at a base of ${onDemandBase} and ${onDemandPercent} % on demand above it`, () => {
      const spot = { instanceTypes: ["m7g.large"], onDemandBase, onDemandPercent };
      const lines = ofInstances({ scaling: { min: 5 }, spot });
      const hours = lines.filter(({ item }) => /^t4g\.small( × \d)?$/.test(item)).map(({ quantity }) => quantity);
      assert.deepEqual(hours, onDemand === 0 ? [] : [onDemand * 730]);
      assert.equal(only(lines, /^Spot instances$/).monthly, "by use");
      assert.equal(only(lines, /^Root volumes$/).quantity, 40);
    });
  }

  it("prices a network load balancer as such, without access logs or an alarm of requests", () => {
    const altered: Prices = structuredClone(prices);
    altered.prices["elb.network"] = { price: 7, unit: "hour", source: "any" };
    const lines = costs({ kind: "instances", routes: [], instances: { loadBalancer: { kind: "network" } } }, altered);
    assert.equal(only(lines, /^Internal network load balancer$/).unitPrice, 7);
    assert.equal(only(lines, /^Capacity units/).unitPrice, 0.006);
    assert.equal(only(lines, /^Alarm/).quantity, 3);
    assert.ok(!byUse(lines).some((item) => item.startsWith("Access logs")));
  });

  it("counts provisioned concurrency by memory, and the hour", () => {
    const functions = {
      posts: { memoryMib: 512, provisionedConcurrency: 4 },
      health: { memoryMib: 256, provisionedConcurrency: 1 },
    };
    const line = only(costs({ kind: "functions", functions }), /^Provisioned concurrency/);
    assert.deepEqual([line.quantity, line.unit, line.monthly], [2.25 * 730, "GB-hour", 21.98]);
  });

  it("names requests, time, traces and logs without counting them", () => {
    assert.deepEqual(byUse(costs({ kind: "functions" })), [
      "Requests to the API",
      "Access log of the API, ingested",
      "Access log of the API, stored",
      "Requests to functions",
      "Time of functions, by memory",
      "Traces of functions",
      "Logs of functions, ingested",
      "Logs of functions, stored",
    ]);
    assert.deepEqual(byUse(costs({ kind: "instances" })), [
      "Capacity units of the application load balancer",
      "Access logs of the load balancer, stored",
      "t4g.small that scaling adds",
      "Logs of instances, ingested",
      "Logs of instances, stored",
    ]);
  });
});
