import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsFinalSnapshot } from "./rds-final-snapshot";

judges(rdsFinalSnapshot, {
  types: databases,
  obeys: {
    "a snapshot with a name": { finalSnapshotIdentifier: "last" },
    "a replica": { replicateSourceDb: "primary", skipFinalSnapshot: true },
  },
  refuses: {
    "no snapshot": [{ skipFinalSnapshot: true, finalSnapshotIdentifier: "last" }, "skipFinalSnapshot is true"],
    "no name": [{ skipFinalSnapshot: false }, "finalSnapshotIdentifier is not set"],
    "an empty name": [{ finalSnapshotIdentifier: "" }, "finalSnapshotIdentifier is not set"],
  },
  unknown: { skipFinalSnapshot: later(true) },
});
