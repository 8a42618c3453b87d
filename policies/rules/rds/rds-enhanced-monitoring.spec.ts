import { instances } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsEnhancedMonitoring } from "./rds-enhanced-monitoring";

judges(rdsEnhancedMonitoring, {
  types: instances,
  obeys: {
    "an interval": { monitoringInterval: 60 },
  },
  refuses: {
    none: [{ monitoringInterval: 0 }, "monitoringInterval is 0"],
    "no statement": [{}, "is not set (the default is 0)"],
  },
  unknown: { monitoringInterval: later(0) },
});
