import { CLUSTER, REPLICATION_GROUP, SERVERLESS } from "../../aws/caches";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheStandardSupport } from "./elasticache-standard-support";

judges(elasticacheStandardSupport, {
  types: [CLUSTER, REPLICATION_GROUP],
  obeys: {
    "Redis OSS 7": { engine: "redis", engineVersion: "7.1" },
    Valkey: { engine: "valkey", engineVersion: "8.0" },
    Memcached: { engine: "memcached", engineVersion: "1.6.22" },
    "a member, which states none": {},
  },
  refuses: {
    "Redis OSS past it": [{ engine: "redis", engineVersion: "5.0.6" }, "redis 5.0.6 is 2026-01-31"],
    "Redis OSS by default": [{ engineVersion: "4.0.10" }, "redis 4.0.10 is 2026-01-31"],
  },
  unknown: { engine: "redis", engineVersion: later("5.0.6") },
});

judges(elasticacheStandardSupport, {
  types: [SERVERLESS],
  obeys: { "Redis OSS 7": { engine: "redis", majorEngineVersion: "7" } },
  refuses: { "one past it": [{ engine: "redis", majorEngineVersion: "5" }, "redis 5 is 2026-01-31"] },
});
