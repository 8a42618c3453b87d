import assert from "node:assert/strict";
import { assertIncludes } from "../assert-includes";
import { type Deployed, deployed, identifier } from "./cache-fixture";

const users = "aws:elasticache/user:User";
const userIds = (deployment: Deployed): unknown =>
  deployment.one("aws:elasticache/userGroup:UserGroup").inputs["userIds"];

/** What a cache's users consist of, whose change would replace or update them. */
const usersOf = (deployment: Deployed): unknown =>
  ["aws:elasticache/user:User", "aws:elasticache/userGroup:UserGroup"]
    .flatMap((type) => deployment.all(type))
    .map(({ name, inputs }) => ({ name, inputs }));

describe("UserGroup", () => {
  it("has one user, who signs in with IAM under a name that equals his id", async () => {
    const valkey = await deployed("replication-group");
    assertIncludes(valkey.one(users, "cache").inputs, {
      userId: identifier,
      userName: identifier,
      authenticationMode: { type: "iam" },
    });
  });

  it("keeps that user from dangerous commands", async () => {
    const { inputs } = (await deployed("replication-group")).one(users, "cache");
    assert.match(String(inputs["accessString"]), / -@dangerous/);
  });

  it("switches the default user off, whom the group needs", async () => {
    const valkey = await deployed("replication-group");
    assertIncludes(valkey.one(users, "cache-default").inputs, {
      userName: "default",
      noPasswordRequired: true,
      accessString: "off -@all",
    });
    assert.deepEqual(userIds(valkey), [identifier, `${identifier}-default`]);
  });

  it("is the same for both engines, so that a cache changes its engine with its users: Redis OSS takes none of Valkey", async () => {
    const valkey = await deployed("replication-group");
    const redis = await deployed("replication-group", { engine: "redis", engineVersion: "7.1" });
    assert.deepEqual(usersOf(redis), usersOf(valkey));
    const serverless = await Promise.all(
      (["redis", "valkey"] as const).map((engine) =>
        deployed("serverless", { engine, majorEngineVersion: engine === "redis" ? "7" : "8" }),
      ),
    );
    const [one, other] = serverless.map(usersOf);
    assert.deepEqual(one, other);
    for (const deployment of [valkey, redis, ...serverless]) {
      assert.deepEqual(new Set(deployment.all(users).map(({ inputs }) => inputs["engine"])), new Set(["redis"]));
    }
  });
});
