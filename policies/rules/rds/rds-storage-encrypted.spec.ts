import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsStorageEncrypted } from "./rds-storage-encrypted";

judges(rdsStorageEncrypted, {
  types: databases,
  obeys: {
    "encrypted storage": { storageEncrypted: true },
    "a replica": { replicateSourceDb: "primary" },
  },
  refuses: {
    "storage that is not encrypted": [{ storageEncrypted: false }, "storageEncrypted is false"],
    "no statement": [{}, "storageEncrypted is not set (the default is false)"],
    "another type": [{ storageEncrypted: "true" }, 'storageEncrypted is "true"'],
  },
  unknown: { storageEncrypted: later(false) },
});
