import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AT_ONCE, Platform } from "./platform";

const unprotected = { deletionProtection: false };
/** What the README's "Take prod down" has in the levels, with a day that does not pass. */
const [, , snippet = ""] =
  /### Take prod down([^]*?)```json\n([^]*?)```/.exec(readFileSync(join(__dirname, "../../README.md"), "utf8")) ?? [];
const exceptions = JSON.parse(snippet.replace(/(?<="expires": ")[\d-]+/g, "2999-12-31")) as object;

/** A prod stack with all that its settings can ask for, and what keeps it from being lost. */
describe("a prod stack", () => {
  const platform = new Platform();
  after(() => platform.remove());

  before(async () => {
    platform.set("prod", "database", { readReplicas: 1 });
    await platform.up("prod");
  });

  it("spans three zones with a NAT gateway in each", async () => {
    const state = await platform.state("prod");
    const nats = state.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
    assert.equal(nats.length, 3);
  });

  it("changes nothing on a second up, and has not drifted", async () => {
    await platform.isUpToDate("prod");
    await platform.hasNotDrifted("prod");
  });

  it("shows no secret in its state", async () => {
    const { stdout } = await platform.succeed("stack", "export", "-s", "prod");
    const { stdout: outputs } = await platform.succeed("stack", "output", "-s", "prod", "--json", "--show-secrets");
    const secrets = await platform.secretValues();
    assert.ok(secrets.length > 0);
    for (const secret of secrets) assert.ok(!stdout.includes(secret) && !outputs.includes(secret));
  });

  it("refuses to be destroyed", async () => {
    const { code, output } = await platform.run("destroy", "-s", "prod", ...AT_ONCE);
    assert.notEqual(code, 0);
    assert.match(output, /database.*protect|protected/s);
  });

  it("would be refused by RDS too", async () => {
    const state = await platform.state("prod");
    const database = state.find(({ type, urn }) => type === "aws:rds/instance:Instance" && urn.endsWith("::database"));
    const identifier = String(database?.inputs?.["identifier"]);
    const aws = await platform.localAws();
    await assert.rejects(
      aws.query("rds", "DeleteDBInstance", { DBInstanceIdentifier: identifier, SkipFinalSnapshot: "true" }),
      /Cannot delete a DB instance when DeletionProtection is enabled/,
    );
  });

  describe("that is taken down", () => {
    before(() => {
      for (const section of ["database", "cache", "edge"]) platform.set("prod", section, unprotected);
      platform.set("prod", "compute", { instances: { loadBalancer: unprotected } });
    });

    it("is refused by the rules that demand protection", async () => {
      const { code, output } = await platform.run("preview", "-s", "prod");
      assert.notEqual(code, 0);
      for (const rule of Object.keys(exceptions)) assert.match(output, new RegExp(`\\[mandatory\\] .*${rule} `));
    });

    it("goes with an exception from each of them, and leaves what it is told to keep", async () => {
      platform.change("policies/levels/prod.json", (levels) =>
        JSON.stringify({ ...(JSON.parse(levels) as object), ...exceptions }),
      );
      await platform.up("prod");
      await platform.destroy("prod");
      const { made, kept, unlisted } = await platform.left();
      // What is kept is encrypted with the keys of the database and the cache.
      assert.deepEqual(Object.keys(made), ["kms.keys"]);
      assert.equal(made["kms.keys"]?.length, 2);
      assert.deepEqual([Object.keys(kept), unlisted], [["elasticache.snapshots", "rds.snapshots"], []]);
    });
  });
});
