import { REPLICATION_GROUP } from "../../aws/caches";
import { INSTANCE } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { standardSupportEnds } from "./standard-support-ends";

judges(standardSupportEnds, {
  types: [INSTANCE],
  obeys: { "a version that is newer than the list": { engine: "postgres", engineVersion: "40.1" } },
  refuses: { "one past it": [{ engine: "mysql", engineVersion: "8.0.46" }, "mysql 8.0.46 is 2026-07-31"] },
  unknown: { engine: "mysql", engineVersion: later("8.0") },
});

judges(standardSupportEnds, {
  types: [REPLICATION_GROUP],
  obeys: { Valkey: { engine: "valkey", engineVersion: "8.0" } },
  refuses: { "Redis OSS past it": [{ engineVersion: "5.0.6" }, "redis 5.0.6 is 2026-01-31"] },
});
