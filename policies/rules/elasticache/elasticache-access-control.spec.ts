import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheAccessControl } from "./elasticache-access-control";

judges(elasticacheAccessControl, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    "a user group": { userGroupIds: ["app"] },
    "a token": { authToken: "from elsewhere" },
  },
  refuses: {
    neither: [{}, "neither userGroupIds nor authToken"],
    "an empty list": [{ userGroupIds: [] }, "neither"],
    "an empty token": [{ authToken: "" }, "neither"],
  },
  unknown: { userGroupIds: later([]) },
});

judges(elasticacheAccessControl, {
  types: ["aws:elasticache/serverlessCache:ServerlessCache"],
  obeys: { "users of its own": { engine: "valkey", userGroupId: "group" }, Memcached: { engine: "memcached" } },
  refuses: { "no users": [{ engine: "redis" }, "userGroupId is not set"] },
  unknown: { engine: later("redis") },
});
