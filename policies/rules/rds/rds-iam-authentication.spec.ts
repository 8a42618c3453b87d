import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsIamAuthentication } from "./rds-iam-authentication";

judges(rdsIamAuthentication, {
  types: databases,
  obeys: {
    IAM: { iamDatabaseAuthenticationEnabled: true },
  },
  refuses: {
    "passwords alone": [{ iamDatabaseAuthenticationEnabled: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { iamDatabaseAuthenticationEnabled: later(false) },
});
