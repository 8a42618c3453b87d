import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsKeptBackups } from "./rds-kept-backups";

judges(rdsKeptBackups, {
  types: databases,
  obeys: {
    "backups that stay": { deleteAutomatedBackups: false },
    "backups that stay, by text": { deleteAutomatedBackups: "false" },
    "a replica of what is not known": { replicateSourceDb: later("x") },
    "a replica": { replicateSourceDb: "primary" },
  },
  refuses: {
    "backups that go": [{ deleteAutomatedBackups: true }, "deleteAutomatedBackups is true"],
    "backups that go, by text": [{ deleteAutomatedBackups: "true" }, 'deleteAutomatedBackups is "true"'],
    "no statement": [{}, "is not set (the default is true)"],
  },
  unknown: { deleteAutomatedBackups: later(true) },
});
