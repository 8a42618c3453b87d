import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsManagedPassword } from "./rds-managed-password";

judges(rdsManagedPassword, {
  types: ["aws:rds/instance:Instance"],
  obeys: {
    "a password that RDS manages": { manageMasterUserPassword: true },
    "a replica": { replicateSourceDb: "primary" },
    "a restored snapshot": { snapshotIdentifier: "last" },
    "a moment that is restored": { restoreToPointInTime: { useLatestRestorableTime: true } },
    "a copy of what only the update knows": { snapshotIdentifier: later("last") },
    "a write-only password that only the update knows": { passwordWo: later("hunter2") },
    "management by text": { manageMasterUserPassword: "true" },
    "an empty password": { password: "", manageMasterUserPassword: true },
  },
  refuses: {
    "a password that only the update knows": [{ password: later("hunter2") }, "password is stated"],
    "no management by text": [{ manageMasterUserPassword: "false" }, "manageMasterUserPassword is not set"],
    "an empty source": [{ replicateSourceDb: "" }, "manageMasterUserPassword is not set"],
    "a stated password": [{ password: "hunter2" }, "password is stated"],
    "a stated password beside a managed one": [
      { password: "hunter2", manageMasterUserPassword: true },
      "password is stated",
    ],
    "none at all": [{}, "manageMasterUserPassword is not set"],
    "a password that is not managed": [{ manageMasterUserPassword: false }, "manageMasterUserPassword is not set"],
  },
  unknown: { manageMasterUserPassword: later(false) },
});

judges(rdsManagedPassword, {
  types: ["aws:rds/cluster:Cluster"],
  obeys: {
    "a password that RDS manages": { manageMasterUserPassword: true },
    "a replica of another cluster": { replicationSourceIdentifier: "primary" },
    "a second region of a global database": { globalClusterIdentifier: "global" },
    "a restored snapshot": { snapshotIdentifier: "last" },
    "a moment that is restored": { restoreToPointInTime: { sourceClusterIdentifier: "primary" } },
    "a write-only password that only the update knows": { masterPasswordWo: later("hunter2") },
  },
  refuses: {
    "a password that only the update knows": [{ masterPassword: later("hunter2") }, "masterPassword is stated"],
    "a stated password of a copy": [
      { masterPassword: "hunter2", snapshotIdentifier: "last" },
      "masterPassword is stated",
    ],
    "a stated password": [{ masterPassword: "hunter2" }, "masterPassword is stated"],
    "none at all": [{}, "manageMasterUserPassword is not set"],
  },
  unknown: { manageMasterUserPassword: later(false) },
});
