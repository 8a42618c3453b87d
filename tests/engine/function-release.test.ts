import assert from "node:assert/strict";
import { localAwsUrl } from "../../sandbox/local-aws/server";
import { type Call, type Fault, FaultProxy } from "./fault-proxy";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform } from "./platform";

interface Outputs {
  readonly api: { readonly id: string; readonly functionNames: Readonly<Record<string, string>> };
  readonly releases: { readonly bucket: string };
}

/** Requests by the version that answered them, and how many failed. */
type Counts = Readonly<Record<string, number>>;

/**
 * A function that CodeDeploy releases: a fifth of the calls for five minutes, of two seconds each here. Everything that the program
 * calls goes through a proxy that breaks it on purpose.
 */
describe("releases of a function", function () {
  this.timeout(600_000);
  const platform = new Platform();
  platform.variables["SANDBOX_MINUTE_SECONDS"] = "2";
  let proxy: FaultProxy;
  let outputs: Outputs;
  before(async () => {
    for (const section of ["database", "cache", "edge"]) platform.set("dev", section, { enabled: false });
    const rollout = { kind: "canary", percent: 20, minutes: 5 };
    platform.set("dev", "compute", { functions: { posts: {}, health: { rollout, keepVersions: 2 } } });
    write(1);
    await platform.up("dev");
    outputs = await platform.outputs<Outputs>("dev");
    proxy = await FaultProxy.before((await localAwsUrl({ checkout: platform.folder })) ?? "");
    platform.variables["SANDBOX_AWS_PROXY"] = proxy.url;
  });
  beforeEach(() => proxy.reset());
  after(() => platform.remove());
  after(() => proxy.close());

  /** Another version, which fails on one call in three where it is bad. */
  function write(version: number, { isBad = false } = {}): void {
    platform.write(
      "app/functions/health/index.ts",
      `let calls = 0;
       export const handler = async () => {
         if (${isBad} && ++calls % 3 === 0) throw new Error("bad");
         return { statusCode: 200, body: "version ${version}" };
       };\n`,
    );
  }

  async function ask(): Promise<string> {
    const aws = await platform.localAws();
    const { status, body } = await aws.ask(aws.apiHost(outputs.api.id), "GET", "/api/health");
    return status === 200 ? body : status >= 500 ? "failed" : `status ${status}`;
  }

  /** A small load, for as long as something takes or for so many requests: 20 a second at most. */
  async function asked(during: Promise<unknown> | number): Promise<Counts> {
    const counts: Record<string, number> = {};
    const load = { ended: false };
    const rest = typeof during === "number" ? during : Infinity;
    if (typeof during !== "number") void during.finally(() => (load.ended = true)).catch(() => undefined);
    for (let sent = 0; sent < rest && !load.ended; sent++) {
      const answer = await ask();
      counts[answer] = (counts[answer] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return counts;
  }

  const up = () => platform.succeed("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);

  async function lambda<T>(path: string): Promise<T> {
    const aws = await platform.localAws();
    return JSON.parse(
      await aws.get("lambda", `/2015-03-31/functions/${outputs.api.functionNames["health"] ?? ""}${path}`),
    ) as T;
  }
  const alias = () =>
    lambda<{ FunctionVersion: string; RoutingConfig?: { AdditionalVersionWeights?: object } }>("/aliases/live");
  const versions = async () =>
    (await lambda<{ Versions: { Version: string }[] }>("/versions")).Versions.map(({ Version }) => Version);

  async function released(): Promise<string[]> {
    const aws = await platform.localAws();
    const record = await aws.get("s3", `/${outputs.releases.bucket}/release/functions/health.json`);
    return (JSON.parse(record) as { releases: { id: string }[] }).releases.map(({ id }) => id);
  }

  /** The deployments that there are in AWS, by whoever made them. */
  async function deployments(creator = "user"): Promise<string[]> {
    const aws = await platform.localAws();
    const call = <T>(operation: string, input: object) =>
      aws.json<T>("codedeploy", `CodeDeploy_20141006.${operation}`, input);
    const { deployments = [] } = await call<{ deployments?: string[] }>("ListDeployments", {});
    const all = deployments.map(async (deploymentId) => {
      const { deploymentInfo } = await call<{
        deploymentInfo: { creator: string; description: string; status: string };
      }>("GetDeployment", { deploymentId });
      return deploymentInfo;
    });
    return (await Promise.all(all))
      .filter((info) => info.creator === creator)
      .map(({ description, status }) => `${/^Version \d+/.exec(description)?.[0] ?? ""} ${status}`.trim())
      .sort();
  }

  /** Ends the deploying machine at a call, which is not answered any more. */
  async function killedAt(isIt: (call: Call) => boolean | Promise<boolean>, fault: Fault): Promise<void> {
    const run = platform.start("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    proxy.plan = async (call) => {
      if (!(await isIt(call))) return undefined;
      run.kill();
      return fault;
    };
    assert.notEqual((await run.result).code, 0);
    proxy.reset();
  }

  it("is finished by the next up where the deploying machine dies: before calls are shifted, and meanwhile", async () => {
    write(2);
    await killedAt(({ operation }) => operation === "CreateDeployment", "cut");
    assert.deepEqual([(await alias()).FunctionVersion, await deployments()], ["1", []]);

    let atKill: unknown;
    await killedAt(async ({ operation }) => {
      if (operation !== "GetDeployment" || !("2" in ((await alias()).RoutingConfig?.AdditionalVersionWeights ?? {})))
        return false;
      atKill = [await deployments(), await released()];
      return true;
    }, "cut");
    assert.deepEqual(atKill, [["Version 2 InProgress"], ["1"]]);

    await up();
    const { FunctionVersion, RoutingConfig } = await alias();
    assert.deepEqual([FunctionVersion, RoutingConfig?.AdditionalVersionWeights ?? {}], ["2", {}]);
    assert.deepEqual(await deployments(), ["Version 2 Succeeded"], "the one that was under way, and no other");
    assert.deepEqual(await asked(20), { "version 2": 20 });
    await platform.isUpToDate("dev");
  });

  it("is taken back when one call in three of the new version fails, and up fails", async () => {
    write(3, { isBad: true });
    const run = platform.run("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    const during = await asked(run);
    const { code, output } = await run;
    const { "version 2": good = 0, "version 3": bad = 0, failed = 0 } = during;
    console.log(`      during: ${good} by version 2, ${bad + failed} by version 3, of which ${failed} failed`);
    assert.notEqual(code, 0);
    const text = output.replaceAll(/\s+/g, " ");
    assert.match(text, /functions\/health: version 3 is not released, and every call gets version 2\. .*ALARM_ACTIVE/);
    assert.match(text, /dev-compute-health-rollout-errors/, "which alarm it was");
    assert.ok(good > 4 * failed && bad > 0 && failed > 0 && bad + failed < good, JSON.stringify(during));
    const sum = good + bad + failed;
    assert.deepEqual(
      Object.values(during).reduce((one, other) => one + other, 0),
      sum,
      JSON.stringify(during),
    );

    assert.deepEqual(await asked(60), { "version 2": 60 }, "after it");
    const { FunctionVersion, RoutingConfig } = await alias();
    assert.deepEqual([FunctionVersion, RoutingConfig?.AdditionalVersionWeights ?? {}], ["2", {}]);
    assert.ok(!(await released()).includes("3"));
    await platform.hasNotDrifted("dev");
  });

  it("is begun once, whatever becomes of the calls that begin it, and leaves the newest versions", async () => {
    write(4);
    const faults: Record<string, Fault[]> = {
      CreateDeployment: ["throttled", "cut", "error", "lost", "error", "cut"],
      GetDeployment: ["throttled", "error", "cut", "lost"],
      ListDeployments: ["error", "cut"],
    };
    proxy.plan = ({ operation = "" }) => faults[operation]?.shift();
    const during = await asked(up());
    console.log(`      during: ${during["version 2"] ?? 0} by version 2, ${during["version 4"] ?? 0} by version 4`);
    assert.deepEqual(Object.keys(during).sort(), ["version 2", "version 4"]);
    assert.deepEqual(
      (await deployments()).filter((text) => /Version 4/.test(text)),
      ["Version 4 Succeeded"],
    );
    assert.equal(proxy.calls.filter(({ operation }) => operation === "CreateDeployment").length, 4);
    assert.deepEqual(await released(), ["1", "2", "4"]);
    assert.deepEqual(await versions(), ["$LATEST", "2", "3", "4"], "two, and the one before");
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("is not begun again where the deploying machine dies once every call gets it", async () => {
    write(5);
    await killedAt(({ method, path }) => method === "PUT" && path.includes("/release/functions/health.json"), "cut");
    assert.equal((await alias()).FunctionVersion, "5");
    await up();
    assert.deepEqual(
      (await deployments()).filter((text) => /Version 5/.test(text)),
      ["Version 5 Succeeded"],
    );
    assert.deepEqual(await asked(20), { "version 5": 20 });
    await platform.isUpToDate("dev");
  });

  it("keeps its provisioned concurrency, while calls are shifted step by step", async () => {
    const rollout = { kind: "linear", percent: 50, minutes: 1 };
    const health = { rollout, keepVersions: 2, provisionedConcurrency: 1 };
    platform.set("dev", "compute", { functions: { posts: {}, health } });
    await platform.up("dev");
    write(6);
    const during = await asked(platform.up("dev"));
    assert.ok(!("failed" in during), JSON.stringify(during));
    assert.deepEqual(await asked(20), { "version 6": 20 });
    const provisioned = await (
      await platform.localAws()
    ).get(
      "lambda",
      `/2019-09-30/functions/${outputs.api.functionNames["health"] ?? ""}/provisioned-concurrency?Qualifier=live`,
    );
    assert.equal((JSON.parse(provisioned) as { Status: string }).Status, "READY");
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
