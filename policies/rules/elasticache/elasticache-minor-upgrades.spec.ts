import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheMinorUpgrades } from "./elasticache-minor-upgrades";

judges(elasticacheMinorUpgrades, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"],
  obeys: {
    "upgrades by text": { autoMinorVersionUpgrade: "true" },
    "Memcached, which has none": { engine: "memcached", autoMinorVersionUpgrade: false },
    upgrades: { autoMinorVersionUpgrade: true },
    "no statement, which means the same": {},
  },
  refuses: {
    "none by text": [{ engine: "redis", autoMinorVersionUpgrade: "false" }, 'autoMinorVersionUpgrade is "false"'],
    none: [{ autoMinorVersionUpgrade: false }, "autoMinorVersionUpgrade is false"],
  },
  unknown: { autoMinorVersionUpgrade: later(false) },
});
