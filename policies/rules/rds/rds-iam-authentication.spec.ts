import assert from "node:assert/strict";

import { databases, INSTANCE } from "../../aws/databases";
import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsIamAuthentication } from "./rds-iam-authentication";

judges(rdsIamAuthentication, {
  types: databases,
  obeys: {
    IAM: { engine: "postgres", iamDatabaseAuthenticationEnabled: true },
    "IAM by text": { engine: "mysql", iamDatabaseAuthenticationEnabled: "true" },
    "IAM of whatever engine": { iamDatabaseAuthenticationEnabled: true },
    "Oracle, which has none": { engine: "oracle-se2" },
    "SQL Server, which has none": { engine: "sqlserver-ee", iamDatabaseAuthenticationEnabled: false },
    "Db2, which has none": { engine: "db2-se" },
    "RDS Custom, which has none": { engine: "custom-oracle-ee" },
    "MariaDB before it had it": { engine: "mariadb", engineVersion: "10.5.27" },
  },
  refuses: {
    "passwords alone": [{ engine: "postgres", iamDatabaseAuthenticationEnabled: false }, "is false"],
    "passwords alone, by text": [{ engine: "mysql", iamDatabaseAuthenticationEnabled: "false" }, 'is "false"'],
    "no statement": [{ engine: "aurora-postgresql" }, "is not set (the default is false)"],
    "MariaDB that has it": [{ engine: "mariadb", engineVersion: "11.4" }, "is not set"],
    "the engine in another case": [{ engine: "MySQL" }, "is not set"],
  },
  unknown: { engine: "postgres", iamDatabaseAuthenticationEnabled: later(false) },
});

describe("rds-iam-authentication, copies", () => {
  const of = (engine: string) => [
    resource(INSTANCE, "primary", { engine, iamDatabaseAuthenticationEnabled: true }),
    resource(INSTANCE, "replica", { replicateSourceDb: idOf(resource(INSTANCE, "primary")) }),
  ];

  it("are of their source's engine", () => {
    assert.deepEqual(brief(always(rdsIamAuthentication, of("postgres"))), ["advisory replica"]);
    assert.deepEqual(always(rdsIamAuthentication, of("oracle-se2")), []);
  });

  it("of what is not in the stack are judged at the update", () => {
    const restored = (engine: string) => [
      resource(INSTANCE, "db", { snapshotIdentifier: "last" }, { assigned: { engine } }),
    ];
    const [open] = preview(rdsIamAuthentication, restored("oracle-se2"));
    assert.match(open?.message ?? "", /before the update: whether its engine knows IAM/);
    assert.deepEqual(update(rdsIamAuthentication, restored("oracle-se2")), []);
    assert.deepEqual(brief(update(rdsIamAuthentication, restored("mysql"))), ["advisory db"]);
  });
});
