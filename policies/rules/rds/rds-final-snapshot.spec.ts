import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsFinalSnapshot } from "./rds-final-snapshot";

judges(rdsFinalSnapshot, {
  types: databases,
  obeys: {
    "a snapshot with a name": { finalSnapshotIdentifier: "last" },
    "a name that only the update knows": { finalSnapshotIdentifier: later("last") },
    "a snapshot by text": { skipFinalSnapshot: "false", finalSnapshotIdentifier: "last" },
    "a replica of a cluster": { replicationSourceIdentifier: "primary", skipFinalSnapshot: true },
    "a replica of what is not known": { replicateSourceDb: later("x"), skipFinalSnapshot: true },
    "a replica": { replicateSourceDb: "primary", skipFinalSnapshot: true },
  },
  refuses: {
    "no snapshot": [{ skipFinalSnapshot: true, finalSnapshotIdentifier: "last" }, "skipFinalSnapshot is true"],
    "no snapshot by text": [
      { skipFinalSnapshot: "true", finalSnapshotIdentifier: "last" },
      'skipFinalSnapshot is "true"',
    ],
    "no name": [{ skipFinalSnapshot: false }, "finalSnapshotIdentifier is not set"],
    "an empty name": [{ finalSnapshotIdentifier: "" }, "finalSnapshotIdentifier is not set"],
  },
  unknown: { skipFinalSnapshot: later(true) },
});
