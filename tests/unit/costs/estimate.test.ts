import assert from "node:assert/strict";
import { parseSettings } from "../../../infra/settings/settings";
import { type CostLine, estimate, total, totalText } from "../../../scripts/costs/estimate";
import { loadPrices, type Prices } from "../../../scripts/costs/prices";

const prices = loadPrices();

function costs(environment: string, stated: Record<string, unknown> = {}, table: Prices = prices): CostLine[] {
  const { settings, problems } = parseSettings({ environment, ...stated }, "eu-west-1");
  assert.ok(settings, JSON.stringify(problems));
  return estimate(settings, table);
}

/** What is counted of a component, as item and quantity. */
const counted = (lines: CostLine[], component: string) =>
  lines
    .filter((line) => line.component === component && line.monthly !== "by use")
    .map(({ item, quantity, unit }) => [item, quantity, unit]);

const only = (lines: CostLine[], item: RegExp): CostLine => {
  const [line, ...others] = lines.filter((each) => item.test(each.item));
  assert.ok(line && others.length === 0, `one line like ${item}`);
  return line;
};

describe("cost estimate", () => {
  it("counts what the dev preset runs", () => {
    const lines = costs("dev");
    assert.deepEqual(counted(lines, "Network"), [["Gateway endpoint to S3", 730, "hour"]]);
    assert.deepEqual(counted(lines, "Database"), [
      ["db.t4g.micro, primary with a standby", 730, "hour"],
      ["Storage of the primary with a standby", 20, "GB-month"],
      ["Performance Insights, seven days", 1, "month"],
      ["Encryption key", 1, "month"],
      ["Master secret", 1, "month"],
    ]);
    assert.deepEqual(counted(lines, "Cache"), [
      ["cache.t4g.micro node × 2", 1460, "hour"],
      ["Encryption key", 1, "month"],
    ]);
    assert.deepEqual(counted(lines, "Compute"), []);
  });

  it("counts what the prod preset runs", () => {
    const lines = costs("prod");
    assert.deepEqual(counted(lines, "Network"), [
      ["NAT gateway × 3", 2190, "hour"],
      ["Public IPv4 address of a NAT gateway × 3", 2190, "hour"],
      ["Interface endpoint, by service and zone × 6", 4380, "hour"],
      ["Gateway endpoint to S3", 730, "hour"],
    ]);
    assert.deepEqual(counted(lines, "Database").slice(0, 2), [
      ["db.m7g.large, primary with a standby", 730, "hour"],
      ["Storage of the primary with a standby", 100, "GB-month"],
    ]);
    assert.deepEqual(counted(lines, "Cache"), [
      ["cache.m7g.large node × 2", 1460, "hour"],
      ["Encryption key", 1, "month"],
    ]);
  });

  it("counts the firewall of the edge, and the rest of it by use", () => {
    assert.deepEqual(counted(costs("dev"), "Edge"), []);
    assert.deepEqual(counted(costs("prod"), "Edge"), [
      ["Firewall", 1, "month"],
      ["Rule of the firewall × 4", 4, "month"],
    ]);
    assert.ok(!costs("prod", { edge: { enabled: false } }).some(({ component }) => component === "Edge"));
  });

  it("multiplies quantities by unit prices, to the cent", () => {
    const line = only(costs("dev"), /^cache\.t4g\.micro/);
    assert.deepEqual([line.unitPrice, line.monthly], [0.0136, 19.86]);
  });

  it("knows every price of the presets, so that their totals are whole", () => {
    for (const environment of ["dev", "prod"]) {
      assert.deepEqual(total(costs(environment)).without, [], environment);
    }
  });

  it("counts one NAT gateway and its address when there is one for all zones", () => {
    const lines = costs("prod", { network: { natGateways: "single" } });
    assert.equal(only(lines, /^NAT gateway/).quantity, 730);
    assert.equal(only(lines, /^Public IPv4/).quantity, 730);
  });

  it("names traffic, logs and backups without counting them", () => {
    const byUse = costs("prod").filter(({ monthly }) => monthly === "by use");
    for (const item of [/^Traffic through NAT/, /^Flow logs, ingested/, /^Backups/, /^Enhanced Monitoring, stored/]) {
      assert.equal(only(byUse, item).quantity, undefined);
    }
  });

  it("prices a primary without a standby, and its storage, as Single-AZ", () => {
    const lines = costs("dev", { database: { multiAz: false } });
    assert.equal(only(lines, /^db\.t4g\.micro, primary$/).unitPrice, 0.017);
    assert.equal(only(lines, /^Storage of the primary$/).unitPrice, 0.127);
  });

  it("prices read replicas as Single-AZ, each with storage and insights of its own", () => {
    const lines = costs("prod", { database: { readReplicas: 2 } });
    const replicas = only(lines, /^db\.m7g\.large, read replica × 2$/);
    assert.deepEqual([replicas.quantity, replicas.unitPrice], [1460, 0.186]);
    assert.equal(only(lines, /^Storage of the read replica$/).quantity, 200);
    assert.equal(only(lines, /^Performance Insights/).quantity, 3);
  });

  it("takes prices of the engine", () => {
    const altered: Prices = structuredClone(prices);
    altered.prices["rds.mysql.multi-az.db.m7g.large"] = { price: 7, unit: "hour", source: "any" };
    const unitPrice = (engine: string) => only(costs("prod", { database: { engine } }, altered), /^db\.m7g/).unitPrice;
    assert.deepEqual([unitPrice("mysql"), unitPrice("postgres")], [7, 0.372]);
  });

  it("counts IOPS and throughput beyond what the size brings", () => {
    const storage = { allocatedGib: 400, iops: 12500, throughputMibps: 600 };
    const large = costs("prod", { database: { storage } });
    assert.equal(only(large, /^Provisioned IOPS/).quantity, 500);
    assert.equal(only(large, /^Provisioned throughput/).quantity, 100);
    const atBaseline = costs("prod", { database: { storage: { allocatedGib: 400, iops: 12000 } } });
    assert.ok(!atBaseline.some(({ item }) => item.startsWith("Provisioned")));
  });

  it("counts the proxy and Database Insights advanced by vCPU", () => {
    const database = { instanceClass: "db.m7g.xlarge", readReplicas: 1, proxy: { enabled: true } };
    const lines = costs("prod", { database: { ...database, insights: { retentionDays: 465 } } });
    assert.equal(only(lines, /^Proxy/).quantity, 4 * 730);
    assert.equal(only(lines, /^Database Insights advanced/).quantity, 2 * 4 * 730);
  });

  it("counts nodes of all shards, and of Memcached", () => {
    const sharded = costs("prod", { cache: { shards: 3, replicas: 2 } });
    assert.equal(only(sharded, /^cache\.m7g\.large/).quantity, 9 * 730);
    const memcached = costs("prod", { cache: { kind: "memcached" } });
    assert.deepEqual(counted(memcached, "Cache"), [["cache.m7g.large node × 3", 2190, "hour"]]);
  });

  for (const [engine, least] of [
    ["valkey", 0.1],
    ["redis", 1],
    ["memcached", 1],
  ] as const) {
    it(`counts the least data that a serverless ${engine} cache is charged for`, () => {
      const lines = costs("dev", { cache: { kind: "serverless", engine } });
      assert.equal(only(lines, /the least that is charged$/).quantity, least * 730);
      assert.equal(only(lines, /^Requests$/).monthly, "by use");
    });
  }

  it("leaves out what is disabled", () => {
    const off = { enabled: false };
    const lines = costs("prod", { database: off, cache: off, compute: off, edge: off });
    assert.deepEqual([...new Set(lines.map(({ component }) => component))], ["Network"]);
  });

  it("shows a price that nobody found as unknown, and leaves it out of a total that is then a lower bound", () => {
    const lines = costs("dev", { database: { proxy: { enabled: true } } });
    assert.equal(only(lines, /^Proxy/).monthly, "unknown");
    assert.deepEqual(total(lines), { monthly: total(costs("dev")).monthly, without: ["Proxy, by vCPU"] });
  });

  it("says in a sum what it is without, each thing once, and that nothing is known where that is so", () => {
    const line = (item: string, monthly: CostLine["monthly"]): CostLine => ({
      ...{ component: "A", item, monthly },
      ...{ unit: "hour", quantity: 1, unitPrice: undefined },
    });
    const unknown = [line("a proxy", "unknown"), line("a proxy", "unknown"), line("a queue", "unknown")];
    assert.equal(totalText([]), "0.00");
    assert.equal(totalText([line("a key", 1.5), line("traffic", "by use")]), "1.50");
    assert.equal(totalText([line("a key", 1), ...unknown]), "at least 1.00, without: a proxy, a queue");
    assert.equal(totalText(unknown), "not known, without: a proxy, a queue");
  });

  it("takes a class that the table does not have for unknown", () => {
    const without = structuredClone(prices);
    delete without.prices["rds.postgres.multi-az.db.r7g.large"];
    const database = { instanceClass: "db.r7g.large" };
    assert.equal(only(costs("dev", { database }, without), /^db\.r7g/).monthly, "unknown");
    assert.equal(typeof only(costs("dev", { database }), /^db\.r7g/).monthly, "number");
  });

  it("names only prices that the table has an entry for", () => {
    const variations: [string, Record<string, unknown>][] = [
      ["prod", { database: { readReplicas: 1, proxy: { enabled: true }, insights: { retentionDays: 465 } } }],
      ["prod", { database: { readReplicas: 1, storage: { allocatedGib: 400, iops: 14000, throughputMibps: 700 } } }],
      ...["valkey", "redis", "memcached"].map((engine): [string, Record<string, unknown>] => [
        "dev",
        { cache: { kind: "serverless", engine } },
      ]),
    ];
    const complete: Prices = structuredClone(prices);
    for (const [id, { price, unit }] of Object.entries(prices.prices)) {
      if (price === null) complete.prices[id] = { price: 1, unit, source: "any" };
    }
    for (const [environment, stated] of variations) {
      const missing = costs(environment, stated, complete).filter(({ unitPrice }) => unitPrice === undefined);
      assert.deepEqual(missing, []);
    }
  });

  it("refuses a table that prices by another unit", () => {
    const altered: Prices = structuredClone(prices);
    altered.prices["kms.key"] = { price: 1, unit: "hour", source: "any" };
    assert.throws(() => costs("dev", {}, altered), /kms\.key per hour, the estimate counts it per month/);
  });
});
