import assert from "node:assert/strict";
import { replicaUpgrade, upgradeReplicas } from "../../../infra/data/replicas-first";
import type { AwsAccess } from "../../../infra/release/aws-access";

describe("replicaUpgrade", () => {
  const primary = "zero";
  const upgrade = (engine: string, from: string, to: string) =>
    replicaUpgrade(
      { identifier: primary, engineVersionActual: from },
      { engine, engineVersion: to, parameterGroupName: "new-group" },
    );

  it("is of minor versions, with either engine", () => {
    assert.deepEqual(upgrade("postgres", "17.9", "17.10"), { primary, version: "17.10" });
    assert.deepEqual(upgrade("mysql", "8.4.8", "8.4.9"), { primary, version: "8.4.9" });
  });

  it("is of major versions with MySQL, and with a group of the new family", () => {
    assert.deepEqual(upgrade("mysql", "8.0.46", "8.4"), { primary, version: "8.4", parameterGroupName: "new-group" });
  });

  for (const [what, engine, from, to] of [
    ["a major version of PostgreSQL, which takes them along", "postgres", "17.9", "18"],
    ["the version that runs", "postgres", "17.9", "17.9"],
    ["the major version of what runs", "mysql", "8.4.8", "8.4"],
  ] as const) {
    it(`is nothing for ${what}`, () => assert.equal(upgrade(engine, from, to), undefined));
  }
});

/** A primary, `zero`, and replicas whose upgrade takes some looks; what changes them is kept in order. */
class FakeRds {
  readonly changes: Readonly<Record<string, unknown>>[] = [];
  private looks = 0;

  constructor(
    private readonly versions: Record<string, string>,
    private readonly looksToUpgrade: number,
  ) {}

  readonly access: AwsAccess = {
    client: () =>
      ({
        send: ({ input }: { readonly input: Readonly<Record<string, unknown>> }) =>
          Promise.resolve(
            "EngineVersion" in input ? this.modify(input) : this.describe(String(input["DBInstanceIdentifier"])),
          ),
      }) as never,
  };

  private modify(input: Readonly<Record<string, unknown>>): object {
    this.changes.push(input);
    this.looks = this.looksToUpgrade;
    return {};
  }

  private describe(name: string): object {
    const change = this.changes.at(-1);
    if (change?.["DBInstanceIdentifier"] === name && this.looks-- === 0)
      this.versions[name] = `${String(change["EngineVersion"])}.9`;
    if (name === "zero") return { DBInstances: [{ ReadReplicaDBInstanceIdentifiers: Object.keys(this.versions) }] };
    return { DBInstances: [{ EngineVersion: this.versions[name], DBInstanceStatus: "available" }] };
  }
}

describe("upgradeReplicas", () => {
  const upgrade = { primary: "zero", version: "8.4", parameterGroupName: "new-group" };
  const pace = { every: 1, atMost: 1000 };

  it("upgrades one after the other, at once, but for those that have the version", async () => {
    const rds = new FakeRds({ one: "8.0.46", two: "8.4.9", three: "8.0.46" }, 2);
    await upgradeReplicas(rds.access, upgrade, pace);
    const change = {
      EngineVersion: "8.4",
      AllowMajorVersionUpgrade: true,
      ApplyImmediately: true,
      DBParameterGroupName: "new-group",
    };
    assert.deepEqual(rds.changes, [
      { DBInstanceIdentifier: "one", ...change },
      { DBInstanceIdentifier: "three", ...change },
    ]);
  });

  it("has nothing to do for a primary that has none", async () => {
    const rds = new FakeRds({}, 0);
    await upgradeReplicas(rds.access, upgrade, pace);
    assert.deepEqual(rds.changes, []);
  });

  it("says which one does not have it in time, and goes no further", async () => {
    const rds = new FakeRds({ one: "8.0.46", two: "8.0.46", three: "8.0.46" }, 1_000_000);
    await assert.rejects(
      upgradeReplicas(rds.access, upgrade, { every: 1, atMost: 5 }),
      /read replica one does not have version 8\.4/,
    );
    assert.equal(rds.changes.length, 1);
  });
});
