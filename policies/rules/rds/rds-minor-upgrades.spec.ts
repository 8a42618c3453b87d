import { CLUSTER, instances } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsMinorUpgrades } from "./rds-minor-upgrades";

judges(rdsMinorUpgrades, {
  types: [...instances, CLUSTER],
  obeys: {
    "RDS Custom, which takes none": { engine: "custom-oracle-ee", autoMinorVersionUpgrade: false },
    "upgrades by text": { autoMinorVersionUpgrade: "true" },
    upgrades: { autoMinorVersionUpgrade: true },
    "no statement, which means the same": {},
  },
  refuses: {
    "none of a stated engine": [{ engine: "postgres", autoMinorVersionUpgrade: false }, "is false"],
    none: [{ autoMinorVersionUpgrade: false }, "autoMinorVersionUpgrade is false"],
    "another type": [{ autoMinorVersionUpgrade: "no" }, 'is "no"'],
  },
  unknown: { autoMinorVersionUpgrade: later(false) },
});
