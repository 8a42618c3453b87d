import assert from "node:assert/strict";
import { untilAnswered } from "./local-aws";
import { NOTHING, Platform } from "./platform";
import { atOnce, healthCheck, withShortMinutes } from "./short-minutes";

interface Outputs {
  readonly api: { readonly id: string };
  readonly instances: { readonly loadBalancerDnsName: string; readonly autoScalingGroupName: string };
}

/** Instances and functions behind one API, without data, in the order of the stack's days. */
describe("a stack of instances and functions", () => {
  const platform = new Platform();
  const released = { ...atOnce, loadBalancer: { healthCheck } };
  after(() => platform.remove());

  before(async () => {
    withShortMinutes(platform);
    for (const section of ["database", "cache", "edge"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "network", { interfaceEndpoints: ["logs", "ssm", "ssmmessages"] });
    platform.set("dev", "compute", { kind: "both", instances: released });
    await platform.up("dev");
    const { instances } = await platform.outputs<Outputs>("dev");
    await untilAnswered(await platform.localAws(), instances.loadBalancerDnsName, "/api/users");
  });

  it("sends posts to a function and users to the instances, by one host name", async () => {
    const { api } = await platform.outputs<Outputs>("dev");
    const aws = await platform.localAws();
    const ask = (path: string) => aws.ask(aws.apiHost(api.id), "GET", path);
    const posts = await ask("/api/posts");
    assert.equal(posts.status, 200, posts.body);
    assert.match(posts.body, /"title"/);
    const users = await ask("/api/users");
    assert.equal(users.status, 200, users.body);
    assert.match(users.body, /"name"/);
    assert.equal((await ask("/api/users/1")).status, 200);
    assert.equal((await ask("/api/nobody")).status, 404);
  });

  it("answers 403 at the load balancer to all but the instances' routes", async () => {
    const { instances } = await platform.outputs<Outputs>("dev");
    const aws = await platform.localAws();
    const ask = (path: string) => aws.ask(instances.loadBalancerDnsName, "GET", path);
    assert.equal((await ask("/api/users")).status, 200);
    assert.equal((await ask("/api/users/1")).status, 200);
    for (const path of ["/", "/status", "/api/posts", "/api/users/", "/api/usersandmore", "/API/users"]) {
      assert.equal((await ask(path)).status, 403, path);
    }
  });

  it("changes nothing on a second up, and has not drifted", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("keeps the capacity that scaling has set", async () => {
    const { instances } = await platform.outputs<Outputs>("dev");
    const aws = await platform.localAws();
    const name = instances.autoScalingGroupName;
    await aws.query("autoscaling", "SetDesiredCapacity", { AutoScalingGroupName: name, DesiredCapacity: "3" });
    platform.set("dev", "compute", { instances: { ...released, warmupSeconds: 60 } });
    await platform.up("dev");
    const described = await aws.query("autoscaling", "DescribeAutoScalingGroups", {
      "AutoScalingGroupNames.member.1": name,
    });
    assert.match(described, /<DesiredCapacity>3<\/DesiredCapacity>/);
    assert.match(described, /<DefaultInstanceWarmup>60<\/DefaultInstanceWarmup>/);
  });

  it("changes the template and updates the group in place", async () => {
    platform.set("dev", "compute", { instances: { ...released, warmupSeconds: 60, instanceType: "t4g.small" } });
    const steps = await platform.up("dev");
    assert.deepEqual(steps.map(({ op, type }) => [op, type]).sort(), [
      ["update", "aws:autoscaling/group:Group"],
      ["update", "aws:ec2/launchTemplate:LaunchTemplate"],
    ]);
  });

  it("releases changed code by a new object and a new version of the template", async () => {
    platform.change("app/instance/index.ts", (source) => `${source}\nconsole.log("changed");\n`);
    const steps = await platform.up("dev");
    const replacedOrGone = steps.filter(({ op }) => op.includes("replace") || op === "delete");
    assert.deepEqual(
      replacedOrGone.filter(({ type }) => type !== "aws:s3/bucketObjectv2:BucketObjectv2"),
      [],
    );
    assert.ok(steps.some(({ op, type }) => op === "update" && type === "aws:autoscaling/group:Group"));
    await platform.isUpToDate("dev");
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
