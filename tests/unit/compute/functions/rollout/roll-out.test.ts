import assert from "node:assert/strict";
import { type Gradual, rollOut } from "../../../../../infra/compute/functions/rollout/roll-out";
import { FakeShifts, refusal } from "./fake-shifts";

const gradual: Gradual = { group: { application: "app", name: "posts" }, alarmNames: ["errors"], minutes: 5 };

describe("a release of a function", () => {
  let aws: FakeShifts;
  let said: string[];
  beforeEach(() => {
    aws = new FakeShifts();
    said = [];
  });

  const release = (to = "8", way: Gradual | "at once" = gradual, keepVersions = 10) =>
    rollOut(
      aws.access,
      {
        of: "functions/posts",
        functionName: "posts",
        alias: "live",
        gradual: way === "at once" ? undefined : way,
        keepVersions,
        say: async (text) => void said.push(text),
        pollMs: 1,
      },
      to,
    );
  const targets = () => aws.deployments.map(({ content }) => /"TargetVersion":"(\d+)"/.exec(content)?.[1]);

  it("is out when every call gets it, and tells how many do", async () => {
    await release();
    assert.deepEqual(aws.alias, { version: "8", weights: {} });
    assert.deepEqual(targets(), ["8"]);
    assert.deepEqual(said, [
      "functions/posts: 10 % of the calls get version 8, the others 7",
      "functions/posts: every call gets version 8",
    ]);
  });

  it("fails when an alarm takes it back, once the version before has every call again, and says why", async () => {
    aws.alarm = "dev-posts-errors rang";
    await assert.rejects(release(), {
      message:
        "functions/posts: version 8 is not released, and every call gets version 7. Deployment d-1: ALARM_ACTIVE: dev-posts-errors rang",
    });
    assert.deepEqual(aws.alias, { version: "7", weights: {} });
    assert.equal(aws.deployments.at(-1)?.status, "Succeeded", "what takes it back");
    assert.equal(aws.count("DeleteFunction"), 0);
  });

  it("follows what somebody has begun before, and begins nothing", async () => {
    aws.begin("8");
    await release();
    assert.deepEqual([aws.alias?.version, targets()], ["8", ["8"]]);
    assert.match(said[0] ?? "", /deployment d-1 of version 8 is under way already/);
  });

  it("stops what leads to another version, and waits until that is taken back", async () => {
    aws.begin("6");
    await release();
    assert.deepEqual([aws.alias?.version, targets()], ["8", ["6", "7", "8"]]);
    assert.equal(aws.deployments[0]?.status, "Stopped");
    assert.match(said.join("\n"), /deployment d-1 of version 6 is under way, and is stopped/);
  });

  it("goes on where that one has ended meanwhile", async () => {
    const other = aws.begin("6");
    aws.fail = (call, when) => {
      if (call !== "StopDeployment" || when !== "before") return;
      other.status = "Succeeded";
      aws.alias = { version: "6", weights: {} };
    };
    await release();
    assert.deepEqual([aws.alias?.version, targets()], ["8", ["6", "8"]]);
  });

  it("begins nothing where every call gets it already", async () => {
    aws.alias = { version: "8", weights: {} };
    await release();
    assert.deepEqual(aws.deployments, []);
  });

  it("has nothing to do before there is an alias", async () => {
    aws.alias = undefined;
    await release();
    assert.deepEqual(aws.calls, ["GetAlias"]);
  });

  it("waits for an alarm of another version, which would end it at once", async () => {
    aws.ringing = [["errors"], ["errors"], []];
    await release();
    assert.equal(aws.count("DescribeAlarms"), 3);
    assert.equal(said[0], "functions/posts: waits until an earlier alarm is over: errors");
    assert.equal(aws.alias?.version, "8");
  });

  for (const when of ["before", "after"] as const) {
    for (const [what, error] of [
      ["throttled", refusal("ThrottlingException", "client")],
      ["a 500", refusal("InternalError", "server")],
      ["cut", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })],
    ] as const) {
      it(`is not begun twice where the call that begins it is ${what}, ${when} it is carried out`, async () => {
        let left = 2;
        aws.fail = (call, then) => {
          if (call === "CreateDeployment" && then === when && left-- > 0) throw error;
        };
        await release();
        assert.deepEqual([aws.alias?.version, targets()], ["8", ["8"]]);
      }).timeout(10_000);
    }
  }

  it("is told of one that CodeDeploy refuses for good, at once", async () => {
    aws.fail = (call) => {
      if (call === "CreateDeployment") throw refusal("InvalidRoleException", "client");
    };
    await assert.rejects(release(), /InvalidRoleException/);
    assert.equal(aws.count("CreateDeployment"), 1);
  });

  it("at once is the alias's own move, and deletes old versions", async () => {
    await release("8", "at once", 3);
    assert.deepEqual(aws.deployments, []);
    assert.deepEqual(aws.versions, ["2", "3", "6", "7", "8"], "the newest, and what aliases lead to");
    assert.deepEqual(said, ["functions/posts: deleted the old versions 1, 4, 5"]);
  });

  it("at once waits where Lambda still warms the version that the alias names", async () => {
    aws.alias = { version: "8", weights: { 7: 1 } };
    let looks = 0;
    aws.fail = (call, when) => {
      if (call === "GetAlias" && when === "before" && ++looks === 4 && aws.alias) aws.alias.weights = {};
    };
    await release("8", "at once");
    assert.equal(aws.count("GetAlias"), 4);
    assert.deepEqual(aws.deployments, []);
  });

  it("keeps the version before, however many failed since", async () => {
    aws.versions = ["7", "8", "9", "10", "11", "12"];
    await release("12", gradual, 2);
    assert.deepEqual(aws.versions, ["7", "11", "12"]);
  });

  it("is out also where old versions cannot be deleted, which is said", async () => {
    aws.fail = (call) => {
      if (call === "DeleteFunction") throw new Error("AccessDenied");
    };
    await release("8", gradual, 2);
    assert.equal(said.at(-1), "functions/posts: old versions are still there: AccessDenied");
  });
});
