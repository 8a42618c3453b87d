import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsManagedPassword } from "./rds-managed-password";

judges(rdsManagedPassword, {
  type: "aws:rds/instance:Instance",
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
