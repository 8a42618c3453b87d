import assert from "node:assert/strict";
import fc from "fast-check";
import { appSpec, description, targetOf } from "../../../../../infra/compute/functions/rollout/app-spec";
import { progressOf } from "../../../../../infra/compute/functions/rollout/code-deploy";
import { inWords, nextStep } from "../../../../../infra/compute/functions/rollout/next-step";
import { oldVersions } from "../../../../../infra/compute/functions/rollout/old-versions";
import { minutesOf, nameOf, trafficRouting } from "../../../../../infra/compute/functions/rollout/traffic";

describe("what is to do so that an alias leads to a version", () => {
  const route = (version: string, others = {}) => ({ version, others });
  const underWay = (target: string | undefined, isRollback = false) => ({ id: "d-1", target, isRollback });

  it("is a shift from the version that it names", () => {
    assert.deepEqual(nextStep("8", route("7"), undefined), { kind: "shift", from: "7" });
  });

  it("is nothing where it leads there, or is not there yet", () => {
    assert.deepEqual(nextStep("8", route("8"), undefined), { kind: "nothing" });
    assert.deepEqual(nextStep("8", undefined, undefined), { kind: "nothing" });
  });

  it("is to follow a deployment to the same version, whoever began it", () => {
    assert.deepEqual(nextStep("8", route("7", { 8: 10 }), underWay("8")), { kind: "follow", id: "d-1" });
    // It has been made, and has not begun.
    assert.deepEqual(nextStep("8", route("7"), underWay("8")), { kind: "follow", id: "d-1" });
  });

  it("is to stop a deployment to another version, or to one that it does not tell", () => {
    for (const target of ["7", undefined])
      assert.deepEqual(nextStep("8", route("6"), underWay(target)), { kind: "stop", id: "d-1" });
  });

  it("is to wait for what takes a release back, also where that leads to the same version", () => {
    for (const target of ["7", "8"])
      assert.deepEqual(nextStep("8", route("8", { 7: 90 }), underWay(target, true)), { kind: "await", id: "d-1" });
  });

  it("is to wait where two versions are called and nobody says why", () => {
    assert.deepEqual(nextStep("8", route("7", { 8: 10 }), undefined), { kind: "settle" });
    assert.deepEqual(nextStep("8", route("8", { 7: 100 }), undefined), { kind: "settle" });
  });

  it("is told in words", () => {
    assert.equal(inWords(route("7")), "every call gets version 7");
    assert.equal(inWords(route("7", { 8: 10 })), "10 % of the calls get version 8, the others 7");
  });
});

describe("an AppSpec", () => {
  const shift = { functionName: "dev-posts-0a1b2c3", alias: "live", from: "7", to: "8" };

  it("names function, alias and both versions", () => {
    assert.match(appSpec(shift), /"version":0\.0,/);
    assert.deepEqual(JSON.parse(appSpec(shift)), {
      version: 0,
      Resources: [
        {
          function: {
            Type: "AWS::Lambda::Function",
            Properties: { Name: "dev-posts-0a1b2c3", Alias: "live", CurrentVersion: "7", TargetVersion: "8" },
          },
        },
      ],
    });
  });

  it("goes with words that tell where it leads, which others do not say", () => {
    const said = description(shift, "0a1b");
    assert.equal(targetOf(said), "8");
    assert.notEqual(said, description(shift, "0a1c"));
    assert.ok(description({ ...shift, functionName: "x".repeat(64), to: "99999" }, "x".repeat(36)).length <= 256);
    for (const other of ["by hand", "", undefined]) assert.equal(targetOf(other), undefined);
  });
});

describe("what CodeDeploy tells of a deployment", () => {
  it("is under way, out, or failed, with the reason and what takes it back", () => {
    const states = ["Created", "Queued", "InProgress", "Baking", "Ready", "Succeeded", "Failed", "Stopped"] as const;
    assert.deepEqual(
      states.map((status) => progressOf({ status }).state),
      ["under way", "under way", "under way", "under way", "under way", "succeeded", "failed", "failed"],
    );
    assert.deepEqual(
      progressOf({
        status: "Stopped",
        errorInformation: { code: "ALARM_ACTIVE", message: "x rang" },
        rollbackInfo: { rollbackDeploymentId: "d-2" },
      }),
      { state: "failed", reason: "ALARM_ACTIVE: x rang", rollback: "d-2" },
    );
  });
});

describe("old versions", () => {
  it("are all but the newest, by number", () => {
    assert.deepEqual(oldVersions(["9", "10", "11", "8"], new Set(), 2), ["8", "9"]);
  });

  it("are none that is named, and never one of the newest", () => {
    const number = fc.integer({ min: 1, max: 50 }).map(String);
    fc.assert(
      fc.property(fc.array(number), fc.array(number), fc.integer({ min: 1, max: 20 }), (versions, names, keep) => {
        const named = new Set(names);
        const old = oldVersions(versions, named, keep);
        const all = [...new Set(versions)];
        assert.ok(old.every((version) => !named.has(version) && all.includes(version)));
        const kept = all.filter((version) => !old.includes(version));
        assert.ok(kept.length >= Math.min(keep, all.length));
        assert.ok(kept.length <= keep + named.size);
        const oldest = Math.max(...old.map(Number));
        assert.ok(kept.filter((version) => Number(version) > oldest).length >= (old.length > 0 ? keep : 0));
      }),
    );
  });
});

describe("shifts of calls", () => {
  const canary = { kind: "canary", percent: 10, minutes: 5 } as const;
  const linear = { kind: "linear", percent: 30, minutes: 2 } as const;

  it("are told to CodeDeploy in its words", () => {
    assert.deepEqual(trafficRouting(canary), {
      type: "TimeBasedCanary",
      timeBasedCanary: { percentage: 10, interval: 5 },
    });
    assert.deepEqual(trafficRouting(linear), {
      type: "TimeBasedLinear",
      timeBasedLinear: { percentage: 30, interval: 2 },
    });
    assert.deepEqual([canary, linear].map(nameOf), ["canary-10-5", "linear-30-2"]);
  });

  it("take a time that is known", () => {
    // 30, 60, 90 and 100 %.
    assert.deepEqual([canary, linear].map(minutesOf), [5, 6]);
    assert.equal(minutesOf({ kind: "linear", percent: 50, minutes: 3 }), 3);
  });
});
