import assert from "node:assert/strict";
import { type Rollout, rollOutInstances } from "../../../../../infra/compute/instances/rollout/roll-out";
import { FakeFleet, template } from "./fake-fleet";

const pace = { first: 0, most: 0 };

describe("a rollout of instances", () => {
  let fleet: FakeFleet;
  let said: string[];
  beforeEach(() => {
    fleet = new FakeFleet();
    said = [];
  });

  const before: Partial<Rollout> = { back: { configuration: template("6"), graceSeconds: 180 } };
  const roll = (change: Partial<Rollout> = {}, back = before): Promise<void> =>
    rollOutInstances(
      fleet,
      {
        group: "users",
        targetGroup: "tg",
        to: { configuration: template("7"), graceSeconds: 180 },
        ...back,
        alarms: ["errors", "unhealthy"],
        healthyPercent: { min: 100, max: 150 },
        settleSeconds: 240,
        watchSeconds: 300,
        autoRollback: false,
        boundMinutes: 1,
        logGroup: "users-logs",
        say: (text) => {
          said.push(text);
          return Promise.resolve();
        },
        ...change,
      },
      pace,
    );

  const started = () => fleet.of("StartInstanceRefresh");
  const startedVersions = () =>
    started().map(({ DesiredConfiguration }) =>
      JSON.stringify(DesiredConfiguration).replace(/.*"Version":"(\d+)".*/, "$1"),
    );

  it("replaces the instances by one refresh, and tells how far it is", async () => {
    await roll();
    assert.ok(fleet.runs("7"));
    assert.deepEqual(started(), [
      {
        AutoScalingGroupName: "users",
        DesiredConfiguration: template("7"),
        Preferences: {
          MinHealthyPercentage: 100,
          MaxHealthyPercentage: 150,
          InstanceWarmup: 240,
          SkipMatching: true,
          AutoRollback: false,
          AlarmSpecification: { Alarms: ["errors", "unhealthy"] },
          BakeTime: 300,
        },
      },
    ]);
    assert.ok(said.includes("instances: version 7: 50 % out, 1 to replace"), said.join("\n"));
    assert.equal(said.at(-1), "instances: version 7: 2 healthy");
    assert.equal(new Set(said).size, said.length, "nothing is said twice");
  });

  it("leaves the group's own configuration to AWS", async () => {
    await roll();
    assert.deepEqual(fleet.of("UpdateAutoScalingGroup"), []);
  });

  it("starts nothing where all runs already", async () => {
    await roll({ to: { configuration: template("6") } });
    assert.deepEqual(started(), []);
  });

  describe("that fails", () => {
    it("with three unhealthy instances goes back at once, and says why with the boot's last lines", async () => {
      fleet.kinds = { 7: "unhealthy" };
      await assert.rejects(roll(), (error: Error) => {
        assert.match(error.message, /version 7 .* did not come out: 3 new instances failed their health check/);
        assert.match(
          error.message,
          /Auto Scaling: Terminating EC2 instance: i-0\w+ .* ELB system health check failure/,
        );
        assert.match(
          error.message,
          /i-0\w+\/boot in the log group users-logs:\n {2}installing\n {2}the application does/,
        );
        assert.match(error.message, /i-0\w+ in the log group users-logs:\n {2}\(nothing was logged\)/);
        assert.match(error.message, /back on version 6\.$/);
        return true;
      });
      assert.ok(fleet.runs("6"));
      assert.deepEqual(startedVersions(), ["7", "6"]);
      assert.equal(fleet.of("CancelInstanceRefresh").length, 1);
    });

    it("by an alarm goes back without asking alarms, which are on because of what is taken back", async () => {
      fleet.kinds = { 7: "errors" };
      await assert.rejects(roll(), (error: Error) => {
        assert.match(error.message, /did not come out: The alarm errors is on\nThe alarm errors is on: too many/);
        return true;
      });
      assert.ok(fleet.runs("6"));
      assert.deepEqual(started()[1]?.["Preferences"], {
        MinHealthyPercentage: 100,
        MaxHealthyPercentage: 150,
        InstanceWarmup: 240,
        SkipMatching: true,
      });
    });

    it("with a pinned AMI is taken back by AWS", async () => {
      fleet.kinds = { 7: "errors" };
      await assert.rejects(roll({ autoRollback: true }), /back on version 6\.$/);
      assert.ok(fleet.runs("6"));
      assert.deepEqual(startedVersions(), ["7"]);
      assert.ok(said.includes("instances: version 7 is taken back by AWS"));
    });

    it("is left to AWS that takes it back, however many are unhealthy", async () => {
      fleet.kinds = { 7: "unhealthy" };
      fleet.plan = (name) => {
        if (name === "DescribeInstanceRefreshes" && fleet.activities.length === 2) {
          fleet.replaceUnhealthy("7");
          for (const refresh of fleet.refreshes) refresh.Status = "RollbackInProgress";
        }
        return undefined;
      };
      await assert.rejects(roll({ autoRollback: true }), /back on version 6\.$/);
      assert.deepEqual(fleet.of("CancelInstanceRefresh"), []);
      assert.deepEqual(startedVersions(), ["7"]);
    });

    it("goes back also where another process has replaced all instances", async () => {
      fleet.kinds = { 7: "errors" };
      fleet.start(template("7"), { AlarmSpecification: { Alarms: ["errors"] } }, "Pending");
      fleet.plan = (name) => {
        const [refresh] = fleet.refreshes;
        if (name === "DescribeInstanceRefreshes" && fleet.of(name).length === 3 && refresh)
          refresh.Status = "InProgress";
        return undefined;
      };
      fleet.instances = fleet.instances.map(({ id }) => ({ id, version: "7" }));
      await assert.rejects(roll(), /back on version 6\.$/);
      assert.ok(fleet.runs("6"));
    });

    it("is started all the same where AWS cannot take back what there is by itself", async () => {
      fleet.namesAmi = true;
      await roll({ autoRollback: true });
      assert.ok(fleet.runs("7"));
    });

    it("when its time is over", async () => {
      await assert.rejects(roll({ boundMinutes: 0 }), /not out after 0 minutes .*rollout\.minutes/);
    });

    it("says so when it cannot go back, and what to do", async () => {
      fleet.kinds = { 7: "unhealthy" };
      fleet.plan = (name) => (name === "StartInstanceRefresh" && started().length === 2 ? "before" : undefined);
      await assert.rejects(roll(), /could not be brought back to version 6: StartInstanceRefresh: cut\. .*pulumi up/);
    });

    it("has nothing to go back to where nothing was healthy, and only ends its refresh", async () => {
      fleet.kinds = { 6: "unhealthy", 7: "unhealthy" };
      await assert.rejects(roll(), /no earlier version that was healthy/);
      assert.deepEqual(startedVersions(), ["7"]);
      assert.equal(fleet.refreshes[0]?.Status, "Cancelled");
    });

    it("with a first version that is never healthy, which nothing was before", async () => {
      fleet.kinds = { 6: "unhealthy" };
      await assert.rejects(roll({ to: { configuration: template("6") }, boundMinutes: 0 }, {}), /not out after/);
      assert.deepEqual(started(), []);
    });
  });

  describe("takes over", () => {
    it("a refresh to the same version", async () => {
      fleet.start(template("7"));
      await roll();
      assert.ok(fleet.runs("7"));
      assert.deepEqual(started(), []);
    });

    it("one that has succeeded meanwhile", async () => {
      fleet.configuration = template("7");
      fleet.instances = fleet.instances.map(({ id }) => ({ id, version: "7" }));
      await roll();
      assert.deepEqual(started(), []);
    });

    it("no refresh to another version: it is cancelled first", async () => {
      fleet.start(template("5"));
      await roll();
      assert.ok(fleet.runs("7"));
      assert.deepEqual(
        fleet.refreshes.map(({ Status }) => Status),
        ["Successful", "Cancelled"],
      );
    });

    it("no rollback: it is waited for, and the version is tried again", async () => {
      fleet.start(template("7"), {}, "RollbackInProgress");
      await roll();
      assert.ok(fleet.runs("7"));
      assert.deepEqual(fleet.of("CancelInstanceRefresh"), []);
      assert.deepEqual(startedVersions(), ["7"]);
    });

    it("no failure of before: the version is tried again", async () => {
      fleet.start(template("7"), {}, "Failed");
      await roll();
      assert.ok(fleet.runs("7"));
    });

    it("what an answer that got lost has started", async () => {
      fleet.plan = (name) => (name === "StartInstanceRefresh" ? "after" : undefined);
      await assert.rejects(roll(), /StartInstanceRefresh: cut/);
      fleet.plan = () => undefined;
      await roll();
      assert.equal(fleet.refreshes.length, 1);
    });

    it("a refresh that is under way when it starts its own", async () => {
      let first = true;
      fleet.plan = (name) => {
        if (name === "StartInstanceRefresh" && first) fleet.start(template("7"));
        first &&= name !== "StartInstanceRefresh";
        return undefined;
      };
      await roll();
      assert.equal(fleet.refreshes.length, 1);
      assert.ok(fleet.runs("7"));
    });
  });

  it("goes forward while an alarm is on, which it says and leaves out", async () => {
    fleet.alarmsOn = ["errors"];
    await roll();
    assert.ok(fleet.runs("7"));
    const preferences = started()[0]?.["Preferences"] as { readonly AlarmSpecification: unknown };
    assert.deepEqual(preferences.AlarmSpecification, { Alarms: ["unhealthy"] });
    assert.ok(said.includes("instances: the alarm errors is on already, and stops nothing"));
  });

  it("gives new instances the time that they need, and takes it back when it fails", async () => {
    fleet.kinds = { 7: "unhealthy" };
    await assert.rejects(roll({ to: { configuration: template("7"), graceSeconds: 600 } }));
    assert.deepEqual(
      fleet.of("UpdateAutoScalingGroup").map(({ HealthCheckGracePeriod }) => HealthCheckGracePeriod),
      [600, 180],
    );
  });
});
