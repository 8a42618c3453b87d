import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { localAwsUrl } from "../../sandbox/local-aws/server";
import { FaultProxy } from "./fault-proxy";
import { atOnce, healthCheck, withShortMinutes } from "./short-minutes";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform, type Result } from "./platform";

interface Outputs {
  readonly instances: { readonly loadBalancerDnsName: string; readonly autoScalingGroupName: string };
}

/** Answers with its release; how else it behaves is a setting. */
const application = `
import { createServer } from "node:http";

const { PORT, RELEASE = "", BEHAVIOUR } = process.env;
if (BEHAVIOUR === "exits") {
  console.error(\`release \${RELEASE} has no table users\`);
  process.exit(1);
}
const server = createServer((request, response) => {
  const isWell = request.url === "/health" || (BEHAVIOUR !== "errors" && request.url !== "/api/users/broken");
  response.writeHead(isWell ? 200 : 500).end(RELEASE);
});
if (BEHAVIOUR === "never listens") setInterval(() => {}, 1000);
else server.listen(Number(PORT));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

/** Releases of instances, deployed through a proxy that notes what is called and breaks it on purpose, while somebody calls. */
describe("a release of instances", () => {
  const platform = new Platform();
  let proxy: FaultProxy;
  let instances: Outputs["instances"];
  withShortMinutes(platform);

  const set = (release: string, behaviour = "well"): void =>
    platform.set("dev", "compute", {
      kind: "instances",
      instances: {
        application: { folder: "app/releases" },
        environment: { RELEASE: release, BEHAVIOUR: behaviour },
        healthCheckGraceSeconds: 240,
        loadBalancer: { healthCheck },
        healthyPercent: atOnce.healthyPercent,
      },
    });
  const tryUp = () => platform.run("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);

  before(async () => {
    for (const section of ["database", "cache", "edge"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "network", { interfaceEndpoints: ["logs", "ssm", "ssmmessages"] });
    platform.write("app/releases/index.ts", application);
    await platform.startAws();
    proxy = await FaultProxy.before((await localAwsUrl({ checkout: platform.folder })) ?? "");
    platform.variables["SANDBOX_AWS_PROXY"] = proxy.url;
  });
  beforeEach(() => proxy.reset());
  after(() => platform.remove());
  after(() => proxy.close());

  /** What answers while something goes on: how many requests by release, and how many failed. */
  async function whileCalled<T>(
    work: Promise<T>,
    path = "/api/users",
  ): Promise<{ readonly result: T; readonly answers: Record<string, number> }> {
    const aws = await platform.localAws();
    const answers: Record<string, number> = {};
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    const call = async (): Promise<void> => {
      while (!done) {
        const { status, body } = await aws.ask(instances.loadBalancerDnsName, "GET", path);
        const who = status === 200 ? body : `failed with ${status}`;
        answers[who] = (answers[who] ?? 0) + 1;
        await sleep(50);
      }
    };
    const [result] = await Promise.all([ended, call()]);
    return { result, answers };
  }

  const refreshes = async (): Promise<string[]> => {
    const parameters = { AutoScalingGroupName: instances.autoScalingGroupName };
    const xml = await (await platform.localAws()).query("autoscaling", "DescribeInstanceRefreshes", parameters);
    return [...xml.matchAll(/<Status>(\w+)<\/Status>/g)].map(([, status = ""]) => status);
  };

  /** An update has failed, and says why. */
  function tells({ code, output }: Pick<Result, "code" | "output">, ...texts: readonly RegExp[]): void {
    for (const text of texts)
      assert.ok(code !== 0 && text.test(output), `${String(text)} is not in\n${output.slice(-5000)}`);
  }

  /** A release fails: what served before serves on, and the state says so. */
  async function fails(
    release: string,
    behaviour: string,
    serving: string,
    why: RegExp,
  ): Promise<Record<string, number>> {
    set(release, behaviour);
    const { result, answers } = await whileCalled(tryUp());
    tells(result, why, /The instances are back on version \d+\./);
    const { answers: after } = await whileCalled(sleep(500));
    assert.deepEqual(Object.keys(after), [serving]);
    await platform.hasNotDrifted("dev");
    return answers;
  }

  it("that exits at once fails the first up, with what the instance said", async () => {
    set("1", "exits");
    const { code, output } = await tryUp();
    tells({ code, output }, /\d new instances failed their health check/, /release 1 has no table users/);
  });

  it("is out on the next up, with a good application", async () => {
    set("2");
    await platform.up("dev");
    ({ instances } = await platform.outputs<Outputs>("dev"));
    const { answers } = await whileCalled(sleep(500));
    assert.deepEqual(Object.keys(answers), ["2"]);
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("takes the place of the one before without a failed request, and is started once, whatever breaks", async () => {
    const before = (await refreshes()).length;
    const faults = new Map([
      ["StartInstanceRefresh", ["throttled", "lost", "error"] as const],
      ["DescribeInstanceRefreshes", ["error", "cut", "throttled"] as const],
      ["DescribeTargetHealth", ["cut"] as const],
    ]);
    const met = new Map<string, number>();
    proxy.plan = ({ body }) => {
      const action = /\bAction=(\w+)/.exec(body)?.[1] ?? "";
      const at = met.get(action) ?? 0;
      met.set(action, at + 1);
      return faults.get(action)?.[at];
    };
    set("3");
    const { answers } = await whileCalled(platform.up("dev"));
    assert.deepEqual(Object.keys(answers).sort(), ["2", "3"], JSON.stringify(answers));
    assert.equal((await refreshes()).length, before + 1);
    await platform.hasNotDrifted("dev");
  });

  for (const behaviour of ["exits", "never listens"]) {
    it(`that ${behaviour} fails, and the one before serves every request`, async () => {
      const answers = await fails("4", behaviour, "3", /\d new instances failed their health check/);
      assert.deepEqual(Object.keys(answers), ["3"], JSON.stringify(answers));
    });
  }

  it("that answers 500 is stopped by the alarm, though it is healthy", async () => {
    const answers = await fails("5", "errors", "3", /The alarm dev-compute-errors-\w+ is on/);
    assert.deepEqual(Object.keys(answers).sort(), ["3", "failed with 500"], JSON.stringify(answers));
  });

  /** Kills an update once the newest of so many refreshes is at it, and does what the guide says before the next one. */
  async function killedAt(count: number, status: RegExp): Promise<void> {
    const { result, kill } = platform.start("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    for (;;) {
      const [newest = "", ...others] = await refreshes();
      if (others.length + 1 >= count && status.test(newest)) break;
      await sleep(50);
    }
    kill();
    await result;
    await platform.succeed("cancel", "-s", "dev", "--yes");
    await platform.succeed("refresh", "-s", "dev", ...AT_ONCE);
  }

  it("goes on when the one that deploys is killed, and the next up waits for it", async () => {
    const before = (await refreshes()).length;
    set("6");
    await killedAt(before + 1, /./);
    const { answers } = await whileCalled(platform.up("dev"));
    assert.ok(!Object.keys(answers).some((who) => who.startsWith("failed")), JSON.stringify(answers));
    assert.equal((await refreshes()).length, before + 1);
    const { answers: after } = await whileCalled(sleep(500));
    assert.deepEqual(Object.keys(after), ["6"]);
  });

  it("takes the place of one that was killed on its way back, and goes forward while an alarm is on", async () => {
    const before = (await refreshes()).length;
    set("7", "exits");
    await killedAt(before + 1, /^Cancel/);
    set("8");
    const aws = await platform.localAws();
    const up = (async () => {
      while (!/<StateValue>ALARM</.test(await aws.query("monitoring", "DescribeAlarms", {}))) await sleep(100);
      return platform.succeed("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    })();
    const { result } = await whileCalled(up, "/api/users/broken");
    assert.match(result.output, /the alarm dev-compute-errors-\w+ is on already, and stops nothing/);
    const { answers } = await whileCalled(sleep(500));
    assert.deepEqual(Object.keys(answers), ["8"]);
    await platform.isUpToDate("dev");
  });

  it("is taken back by hand without a failed request, and comes back only when told so", async () => {
    const { answers } = await whileCalled(platform.succeed("release", "-s", "dev", "rollback", "instances", "--yes"));
    assert.deepEqual(Object.keys(answers).sort(), ["6", "8"], JSON.stringify(answers));
    await platform.hasNotDrifted("dev");
    tells(await tryUp(), /instances: this would release \d+ again.* rolled back by hand/);
    const { answers: held } = await whileCalled(sleep(500));
    assert.deepEqual(Object.keys(held), ["6"]);
    await platform.succeed("release", "-s", "dev", "--redo", "--yes");
    await platform.isUpToDate("dev");
    const { answers: again } = await whileCalled(sleep(500));
    assert.deepEqual(Object.keys(again), ["8"]);
  });

  it("leaves nothing in AWS when the stack is destroyed", async () => {
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
