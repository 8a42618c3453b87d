import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsStorageEncrypted } from "./rds-storage-encrypted";

judges(rdsStorageEncrypted, {
  types: databases,
  obeys: {
    "encrypted storage": { storageEncrypted: true },
    "encrypted storage by text": { storageEncrypted: "true" },
    "a serverless cluster of the first version": { engineMode: "serverless" },
    "a replica of what is not known": { replicateSourceDb: later("x") },
    "a replica of a cluster": { replicationSourceIdentifier: "primary" },
    "a replica": { replicateSourceDb: "primary" },
  },
  refuses: {
    "storage that is not encrypted": [{ storageEncrypted: false }, "storageEncrypted is false"],
    "no statement": [{}, "storageEncrypted is not set (the default is false)"],
    "a serverless cluster that says otherwise": [{ engineMode: "serverless", storageEncrypted: false }, "is false"],
    "another type": [{ storageEncrypted: "yes" }, 'storageEncrypted is "yes"'],
  },
  unknown: { storageEncrypted: later(false) },
});
