import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheAccessControl } from "./elasticache-access-control";

judges(elasticacheAccessControl, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    "a user group": { userGroupIds: ["app"] },
    "a token": { authToken: "from elsewhere" },
    "a token that only the update knows": { authToken: later("from elsewhere") },
    "a write-only token": { authTokenWo: later("from elsewhere"), authTokenWoVersion: 1 },
    "a user group that only the update knows": { userGroupIds: [later("app")] },
    "a follower of another region's group": { globalReplicationGroupId: later("global") },
  },
  refuses: {
    neither: [{}, "neither userGroupIds nor authToken"],
    "an empty list": [{ userGroupIds: [] }, "neither"],
    "an empty write-only token": [{ authTokenWo: "" }, "neither"],
    "an empty token": [{ authToken: "" }, "neither"],
  },
  unknown: { userGroupIds: later([]) },
});

judges(elasticacheAccessControl, {
  types: ["aws:elasticache/serverlessCache:ServerlessCache"],
  obeys: {
    "users of its own": { engine: "valkey", userGroupId: "group" },
    "users that only the update knows": { engine: "redis", userGroupId: later("group") },
    Memcached: { engine: "memcached" },
    "Memcached in another case": { engine: "Memcached" },
  },
  refuses: {
    "no users": [{ engine: "redis" }, "userGroupId is not set"],
    "an empty name": [{ engine: "valkey", userGroupId: "" }, "userGroupId is not set"],
  },
  unknown: { engine: later("redis") },
});
