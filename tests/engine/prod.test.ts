import assert from "node:assert/strict";
import { AT_ONCE, Platform } from "./platform";

/** A prod stack with all that its settings can ask for, and what keeps it from being lost. */
describe("a prod stack", () => {
  const platform = new Platform();
  after(() => platform.remove());

  before(async () => {
    platform.set("prod", "database", { readReplicas: 1, proxy: { enabled: true } });
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
    assert.match(output, /prod-database.*protect|protected/s);
  });

  it("would be refused by RDS too", async () => {
    await platform.succeed("state", "unprotect", "--all", "--yes", "-s", "prod");
    const { code, output } = await platform.run("destroy", "-s", "prod", ...AT_ONCE);
    assert.notEqual(code, 0);
    assert.match(output, /Cannot delete a DB instance when DeletionProtection is enabled/);
  });
});
