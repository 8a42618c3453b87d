import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsManagedPassword } from "./rds-managed-password";

judges(rdsManagedPassword, {
  types: ["aws:rds/instance:Instance"],
  obeys: {
    "a password that RDS manages": { manageMasterUserPassword: true },
    "a replica": { replicateSourceDb: "primary" },
    "a restored snapshot": { snapshotIdentifier: "last" },
  },
  refuses: {
    "a stated password": [{ password: "hunter2" }, "password is stated"],
    "a stated password beside a managed one": [
      { password: "hunter2", manageMasterUserPassword: true },
      "password is stated",
    ],
    "none at all": [{}, "manageMasterUserPassword is not set"],
    "a password that is not managed": [{ manageMasterUserPassword: false }, "manageMasterUserPassword is not set"],
  },
  unknown: { password: later("hunter2") },
});

judges(rdsManagedPassword, {
  types: ["aws:rds/cluster:Cluster"],
  obeys: {
    "a password that RDS manages": { manageMasterUserPassword: true },
    "a replica of another cluster": { replicationSourceIdentifier: "primary" },
    "a second region of a global database": { globalClusterIdentifier: "global" },
    "a restored snapshot": { snapshotIdentifier: "last" },
  },
  refuses: {
    "a stated password": [{ masterPassword: "hunter2" }, "masterPassword is stated"],
    "none at all": [{}, "manageMasterUserPassword is not set"],
  },
  unknown: { masterPassword: later("hunter2") },
});
