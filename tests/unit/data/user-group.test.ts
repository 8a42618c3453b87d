import assert from "node:assert/strict";
import { assertIncludes } from "../assert-includes";
import { type Deployed, deployed, identifier } from "./cache-fixture";

const users = "aws:elasticache/user:User";
const userIds = (deployment: Deployed): unknown =>
  deployment.one("aws:elasticache/userGroup:UserGroup").inputs["userIds"];

describe("UserGroup", () => {
  it("has one user, who signs in with IAM under a name that equals his id", async () => {
    const valkey = await deployed("replication-group");
    assertIncludes(valkey.one(users).inputs, {
      engine: "valkey",
      userId: identifier,
      userName: identifier,
      authenticationMode: { type: "iam" },
    });
    assert.deepEqual(userIds(valkey), [identifier]);
  });

  it("keeps that user from dangerous commands", async () => {
    const { inputs } = (await deployed("replication-group")).one(users);
    assert.match(String(inputs["accessString"]), / -@dangerous/);
  });

  it("on Redis OSS switches the default user off, whom the group needs", async () => {
    const redis = await deployed("replication-group", { engine: "redis", engineVersion: "7.1" });
    assertIncludes(redis.one(users, "cache-default").inputs, {
      userName: "default",
      noPasswordRequired: true,
      accessString: "off -@all",
    });
    assert.equal(redis.one(users, "cache").inputs["engine"], "redis");
    assert.deepEqual(userIds(redis), [identifier, `${identifier}-default`]);
  });
});
