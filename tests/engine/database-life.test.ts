import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform } from "./platform";
import type { Step } from "./steps";

const lost = (steps: readonly Pick<Step, "op" | "urn">[]) =>
  steps.filter(({ op }) => op.includes("replace") || op === "delete");

/** A weekly window of an hour around a moment. */
function weekly(moment: number): string {
  const at = (time: number) => {
    const date = new Date(time);
    const day = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][date.getUTCDay()] ?? "";
    return `${day}:${date.toISOString().slice(11, 16)}`;
  };
  return `${at(moment - 30 * 60_000)}-${at(moment + 30 * 60_000)}`;
}

const DAY = 24 * 60 * 60_000;

/** Years of a database: its major version, its storage, its minor versions, and another that is made of its backups. */
describe("a database that lives long", () => {
  const platform = new Platform();
  after(() => platform.remove());

  const database = async (stack = "dev") =>
    (await platform.state(stack)).find(({ type }) => type === "aws:rds/instance:Instance");
  const identifier = async () => String((await database())?.inputs?.["identifier"]);
  const modify = async (change: Readonly<Record<string, string>>) =>
    (await platform.localAws()).query("rds", "ModifyDBInstance", {
      DBInstanceIdentifier: await identifier(),
      ...change,
    });
  const groups = async () =>
    (await platform.state("dev"))
      .filter(({ type }) => type === "aws:rds/parameterGroup:ParameterGroup")
      .map(({ urn }) => urn.split("-").at(-1))
      .sort();

  before(async () => {
    platform.set("dev", "edge", { enabled: false });
    platform.set("dev", "cache", { enabled: false });
    platform.set("dev", "compute", { functions: { health: {}, posts: { uses: [] } } });
    platform.set("dev", "database", {
      engineVersion: "17.9",
      applyImmediately: false,
      // So far from each other, and from now, that no test meets one.
      maintenanceWindow: weekly(Date.now() + 3 * DAY + DAY / 2),
      backup: { window: weekly(Date.now() + DAY / 4).replace(/[a-z]+:/g, "") },
    });
    await platform.up("dev");
  });

  it("is made again beside itself, from its backups, by another stack", async () => {
    platform.write("Pulumi.copy.yaml", readFileSync(join(platform.folder, "Pulumi.dev.yaml"), "utf8"));
    platform.set("copy", "database", { restore: { pointInTime: "latest", of: await identifier() } });
    await platform.succeed("up", "-s", "copy", ...AT_ONCE, NO_POLICIES);
    const [one, other] = [await database(), await database("copy")];
    assert.notEqual(other?.id, one?.id);
    // What RDS takes of a restored instance only afterwards.
    await platform.succeed("up", "-s", "copy", ...AT_ONCE, NO_POLICIES);
    await platform.isUpToDate("copy");
    platform.replace("copy", "database", { engineVersion: "17.9", applyImmediately: false });
    assert.deepEqual(lost(await platform.plannedSteps("copy")), [], "it no longer says what it is made from");
    await platform.destroy("copy");
  });

  it("waits for its window with a later major version, and with the parameter group that it has", async () => {
    platform.set("dev", "database", { engineVersion: "18" });
    const steps = await platform.up("dev");
    assert.deepEqual(lost(steps), []);
    assert.deepEqual(await groups(), [
      "postgres13",
      "postgres14",
      "postgres15",
      "postgres16",
      "postgres17",
      "postgres18",
    ]);
    const described = await (await platform.localAws()).query("rds", "DescribeDBInstances", {});
    assert.match(described, /<EngineVersion>17\.9<\/EngineVersion>/);
    assert.match(described, /<PendingModifiedValues><EngineVersion>18\.\d+<\/EngineVersion>/);
  });

  it("has it once the window has come, and grows past 400 GiB in one up", async () => {
    await modify({ ApplyImmediately: "true" });
    platform.set("dev", "database", { applyImmediately: true, storage: { allocatedGib: 500, maxAllocatedGib: 700 } });
    assert.deepEqual(lost(await platform.up("dev")), []);
    await platform.isUpToDate("dev");
  });

  it("takes a newer minor version from AWS, and that is no change", async () => {
    await modify({ EngineVersion: "18.99", ApplyImmediately: "true" });
    await platform.succeed("refresh", "-s", "dev", ...AT_ONCE);
    await platform.isUpToDate("dev");
  });

  it("leaves nothing in AWS", async () => {
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
