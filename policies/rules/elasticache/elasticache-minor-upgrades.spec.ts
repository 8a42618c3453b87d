import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheMinorUpgrades } from "./elasticache-minor-upgrades";

judges(elasticacheMinorUpgrades, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"],
  obeys: {
    upgrades: { autoMinorVersionUpgrade: true },
    "no statement, which means the same": {},
  },
  refuses: {
    none: [{ autoMinorVersionUpgrade: false }, "autoMinorVersionUpgrade is false"],
  },
  unknown: { autoMinorVersionUpgrade: later(false) },
});
