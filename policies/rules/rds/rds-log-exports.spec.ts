import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsLogExports } from "./rds-log-exports";

judges(rdsLogExports, {
  types: databases,
  obeys: {
    "an exported log": { enabledCloudwatchLogsExports: ["postgresql"] },
  },
  refuses: {
    "an empty list": [{ enabledCloudwatchLogsExports: [] }, "names none"],
    "no statement": [{}, "names none"],
    null: [{ enabledCloudwatchLogsExports: null }, "names none"],
  },
  unknown: { enabledCloudwatchLogsExports: later([]) },
});
