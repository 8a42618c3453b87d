import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { inventory } from "../../sandbox/local-aws/inventory";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform } from "./platform";
import type { Step } from "./steps";

const typeOf = (urn: string) => urn.split("::").at(2)?.split("$").at(-1);
const replaced = (steps: readonly Pick<Step, "op" | "urn">[]) =>
  steps.filter(({ op }) => op.includes("replace") || op === "delete");
/** Published versions hold the subnets that they were made with, so a function in the VPC is another one where those change. */
const isOfFunction = ({ urn }: Pick<Step, "urn">) => /^aws:lambda\//.test(typeOf(urn) ?? "");
/** A property that holds a secret, with a text in it; the ARN of a secret is none. */
const secretLike = /"(password|passwordWo|secretString|secretStringWo|secretBinary|authToken)":\s*"[^"]/;

/** The life of a dev stack, in the order of its days: one deployment serves all the steps. */
describe("a dev stack", () => {
  const platform = new Platform();
  after(() => platform.remove());

  it("is refused by rds-multi-az at preview with a database in one zone", async () => {
    platform.set("dev", "database", { multiAz: false });
    const { code, output } = await platform.run("preview", "-s", "dev");
    platform.set("dev", "database", { multiAz: true });
    assert.notEqual(code, 0);
    assert.match(output, /\[mandatory\].*rds-multi-az.*database/);
    assert.match(output, /set multiAz: true/);
  });

  it("stops before the first resource when a setting is wrong", async () => {
    platform.set("dev", "network", { zones: ["a"] });
    const { code, output } = await platform.run("preview", "-s", "dev");
    platform.set("dev", "network", { zones: ["a", "b"] });
    assert.notEqual(code, 0);
    assert.match(output, /web-platform:network\.zones: \["a"\] is not allowed/);
    assert.doesNotMatch(output, /awsx:ec2:Vpc/);
  });

  it("comes up, with the policy pack enforced", async () => {
    const { output } = await platform.succeed("up", "-s", "dev", "--yes");
    assert.match(output, /Policies:\s+.*web-platform@/);
    const { stdout } = await platform.succeed("stack", "output", "-s", "dev", "--json");
    const outputs = JSON.parse(stdout) as { database: { port: number }; availabilityZones: string[] };
    assert.equal(outputs.database.port, 15432);
    assert.deepEqual(outputs.availabilityZones, ["eu-west-1a", "eu-west-1b"]);
  });

  it("serves what it should", async () => {
    const { stdout } = await platform.succeed("verify", "-s", "dev");
    assert.match(stdout, /ok +the API answers \/api\/posts: 200/);
    assert.match(stdout, /^dev serves what it should$/m);
  });

  it("changes nothing on a second up", async () => {
    await platform.isUpToDate("dev");
  });

  it("has not drifted", async () => {
    const { stdout } = await platform.succeed("drift", "-s", "dev");
    assert.match(stdout, /AWS is as the state of `dev` has it/);
  });

  it("tells of what was changed behind Pulumi's back, and changes nothing itself", async () => {
    const database = (await platform.state("dev")).find(({ type }) => type === "aws:rds/instance:Instance");
    const aws = await platform.localAws();
    await aws.query("rds", "ModifyDBInstance", {
      DBInstanceIdentifier: String(database?.inputs?.["identifier"]),
      BackupRetentionPeriod: "1",
      ApplyImmediately: "true",
    });
    for (const attempt of ["first", "second"]) {
      const { code, stdout } = await platform.run("drift", "-s", "dev");
      assert.equal(code, 1, `${attempt}: ${stdout}`);
      assert.match(stdout, /database\]\n.*\n +~ backupRetentionPeriod: \d+ => 1\n/);
    }
  });

  it("keeps no password, token or secret value in its state", async () => {
    const { stdout } = await platform.succeed("stack", "export", "-s", "dev", "--show-secrets");
    assert.doesNotMatch(stdout, secretLike);
    const secrets = await platform.secretValues();
    assert.equal(secrets.length, 1, "RDS keeps the master password in Secrets Manager");
    for (const secret of secrets) assert.ok(!stdout.includes(secret));
  });

  it("assigns public addresses in no subnet", async () => {
    const subnets = (await platform.state("dev")).filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    assert.equal(subnets.length, 6);
    for (const { inputs } of subnets) assert.equal(inputs?.["mapPublicIpOnLaunch"], false);
  });

  it("grows from two to three zones, and its database with it, in place, but for functions in the VPC", async () => {
    platform.set("dev", "network", { zones: ["a", "b", "c"] });
    platform.set("dev", "database", { instanceClass: "db.t4g.small", backup: { retentionDays: 14 } });
    const before = (await platform.state("dev")).map(({ urn, id }) => [urn, id] as const);
    const steps = await platform.up("dev");
    assert.deepEqual(
      replaced(steps).filter((step) => !isOfFunction(step)),
      [],
    );
    assert.ok(steps.some(({ op, urn }) => op === "update" && typeOf(urn) === "aws:rds/instance:Instance"));
    assert.equal(steps.filter(({ op, urn }) => op === "create" && typeOf(urn) === "aws:ec2/subnet:Subnet").length, 3);

    const ids = new Map((await platform.state("dev")).map(({ urn, id }) => [urn, id]));
    for (const [urn, id] of before) if (!isOfFunction({ urn })) assert.equal(ids.get(urn), id, urn);
  });

  it("would change nothing with its zones in another order, and nothing in the others when one goes", async () => {
    platform.set("dev", "network", { zones: ["c", "a", "b"] });
    assert.deepEqual(await platform.plannedSteps("dev"), []);
    platform.set("dev", "network", { zones: ["c", "a"] });
    const steps = await platform.plannedSteps("dev");
    const gone = steps.filter(({ urn }) => typeOf(urn) === "aws:ec2/subnet:Subnet");
    assert.deepEqual(
      gone.map(({ op, urn }) => [op, urn.split("::").at(-1)]).sort(),
      ["isolated", "private", "public"].map((tier) => ["delete", `network-${tier}-2`]),
    );
    assert.deepEqual(
      steps.filter((step) => step.op.includes("replace") && !isOfFunction(step)),
      [],
    );
    platform.set("dev", "network", { zones: ["a", "b", "c"] });
  });

  it("would change its NAT gateways without touching a subnet", async () => {
    platform.set("dev", "network", { natGateways: "per-zone" });
    const steps = await platform.plannedSteps("dev");
    assert.equal(steps.filter(({ urn }) => typeOf(urn) === "aws:ec2/natGateway:NatGateway").length, 3);
    // A preview cannot tell yet that subnets with new ways out are the same to a function.
    assert.deepEqual(
      replaced(steps).filter((step) => !isOfFunction(step)),
      [],
    );
    assert.deepEqual(
      steps.filter(({ urn }) => typeOf(urn) === "aws:ec2/subnet:Subnet"),
      [],
    );
  });

  it("loses nothing that holds data to an edit of its file: a preview names each, and what would take it", async () => {
    const before = readFileSync(join(platform.folder, "Pulumi.dev.yaml"), "utf8");
    platform.set("dev", "database", { databaseName: "other", masterUsername: "other", port: 15433 });
    platform.set("dev", "network", { cidrBlock: "10.9.0.0/16" });
    platform.set("dev", "cache", { kind: "memcached" });
    platform.set("dev", "edge", { enabled: false });
    const { code, output } = await platform.run("preview", "-s", "dev", NO_POLICIES);
    platform.change("Pulumi.dev.yaml", () => before);
    assert.notEqual(code, 0);
    for (const loss of [
      /^ +database, aws:rds\/instance:Instance db-\S+: would be replaced, .*dbName "app" -> "other", username "\w+" -> "other"$/m,
      /^ +network, aws:ec2\/vpc:Vpc vpc-\S+: would be replaced, .*cidrBlock "10.0.0.0\/16" -> "10.9.0.0\/16"$/m,
      /^ +cache, aws:elasticache\/replicationGroup:ReplicationGroup \S+: would be deleted$/m,
      /^ +cache, aws:kms\/key:Key \S+: would be deleted$/m,
      /^ +edge-site, aws:s3\/bucket:Bucket \S+: would be deleted$/m,
      /^ +edge-access-logs, aws:s3\/bucket:Bucket \S+: would be deleted$/m,
      /pulumi up -s dev --config web-platform:loseData=\S+,db-\S+/,
    ]) {
      assert.match(output, loss);
    }
  });

  it("loses none to an update without a preview, and what is given up by its id goes, in a preview", async () => {
    const database = async () => (await platform.state("dev")).find(({ type }) => type === "aws:rds/instance:Instance");
    const before = await database();
    platform.set("dev", "database", { databaseName: "other" });
    const { code, output } = await platform.run("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    assert.notEqual(code, 0);
    const [, meant = ""] = /--config (web-platform:loseData=db-\w+)/.exec(output) ?? [];
    assert.equal((await database())?.id, before?.id);
    const planned = await platform.succeed("preview", "-s", "dev", "--config", meant, NO_POLICIES);
    assert.match(planned.output, /database replace \[diff: ~dbName\]/);
    platform.set("dev", "database", { databaseName: "app" });
  });

  it("would change nothing when it is renamed and says how its names begin, and replace nothing when it does not", async () => {
    await platform.up("dev");
    await platform.succeed("stack", "rename", "live", "-s", "dev");
    const steps = await platform.plannedSteps("live");
    assert.deepEqual([...new Set(steps.map(({ op }) => op))], ["update"], "tags follow the name of the stack");
    platform.change("Pulumi.live.yaml", (source) => {
      const file = parse(source) as { readonly config: object };
      const config = { ...file.config, "pulumi:autonaming": { pattern: "dev-${name}-${hex(7)}" } };
      return stringify({ ...file, config });
    });
    assert.deepEqual(await platform.plannedSteps("live"), []);
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("live");
    assert.deepEqual(await platform.left(), NOTHING);
    // AWS deletes a key only after a waiting period.
    assert.deepEqual(Object.keys((await inventory(platform.folder)).leaving), ["kms.keys"]);
  });
});
