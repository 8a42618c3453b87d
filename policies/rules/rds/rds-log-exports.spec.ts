import assert from "node:assert/strict";

import { CLUSTER, databases, INSTANCE } from "../../aws/databases";
import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsLogExports } from "./rds-log-exports";

const exported = (engine: string, ...enabledCloudwatchLogsExports: readonly string[]) => ({
  engine,
  enabledCloudwatchLogsExports,
});

judges(rdsLogExports, {
  types: databases,
  obeys: {
    "both logs of PostgreSQL": exported("postgres", "postgresql", "upgrade"),
    "more than is asked": exported("postgres", "postgresql", "upgrade", "iam-db-auth-error"),
    "the engine in another case": exported("Postgres", "postgresql", "upgrade"),
    "one log of an engine without a list": exported("db2-se", "diag.log"),
    "one log of an engine that is not stated": { enabledCloudwatchLogsExports: ["error"] },
    "an engine of RDS Custom": { engine: "custom-sqlserver-ee" },
  },
  refuses: {
    "one log of two": [exported("postgres", "postgresql"), "does not name upgrade"],
    "one log of many": [exported("mysql", "error"), "general, slowquery"],
    "the log of another engine": [exported("postgres", "error", "general"), "does not name postgresql, upgrade"],
    "an empty list": [{ enabledCloudwatchLogsExports: [] }, "names none"],
    "no statement": [{}, "names none"],
    "no statement of an engine without a list": [{ engine: "db2-ae" }, "names none"],
    null: [{ enabledCloudwatchLogsExports: null }, "names none"],
  },
  unknown: { engine: "postgres", enabledCloudwatchLogsExports: later([]) },
});

judges(rdsLogExports, {
  types: [INSTANCE],
  obeys: {
    "all logs of MySQL": exported("mysql", "audit", "error", "general", "slowquery"),
    "all logs of MariaDB": exported("mariadb", "audit", "error", "general", "slowquery"),
    "all logs of Oracle": exported("oracle-ee-cdb", "alert", "audit", "trace", "listener", "oemagent"),
    "all logs of SQL Server": exported("sqlserver-web", "error", "agent"),
    "the log of SQL Server Express, which has no agent": exported("sqlserver-ex", "error"),
  },
  refuses: {
    "MariaDB without audit": [exported("mariadb", "error", "general", "slowquery"), "does not name audit"],
    "MySQL without audit": [exported("mysql", "error", "general", "slowquery"), "does not name audit"],
    "Oracle with one": [exported("oracle-se2", "alert"), "does not name audit, listener, trace"],
    "SQL Server Express with none": [exported("sqlserver-ex"), "does not name error"],
    "SQL Server with one": [exported("sqlserver-se", "error"), "does not name agent"],
  },
});

judges(rdsLogExports, {
  types: [CLUSTER],
  obeys: {
    "the log of Aurora PostgreSQL": exported("aurora-postgresql", "postgresql"),
    "all logs of Aurora MySQL": exported("aurora-mysql", "audit", "error", "general", "slowquery"),
    "the logs of a Multi-AZ cluster of MySQL, which has no audit": exported("mysql", "error", "general", "slowquery"),
    "a serverless cluster of the first version": { engine: "aurora-mysql", engineMode: "serverless" },
  },
  refuses: {
    "Aurora MySQL without audit": [exported("aurora-mysql", "error", "general", "slowquery"), "does not name audit"],
    "Aurora PostgreSQL with another": [exported("aurora-postgresql", "instance"), "does not name postgresql"],
  },
});

judges(rdsLogExports, {
  types: [INSTANCE],
  options: { without: ["audit", "general"] },
  obeys: { "MySQL without what need not be": exported("mysql", "error", "slowquery") },
  refuses: {
    "MySQL without what must be": [exported("mysql", "error"), "does not name slowquery"],
  },
});

describe("rds-log-exports, replicas", () => {
  const primary = resource(INSTANCE, "primary", {
    identifier: "main",
    ...exported("mysql", "audit", "error", "general", "slowquery"),
  });
  for (const [how, replicateSourceDb] of Object.entries({ "by id": idOf(primary), "by text": "main" })) {
    it(`export the logs of their source's engine, named ${how}`, () => {
      const replica = (...logs: readonly string[]) =>
        resource(INSTANCE, "replica", { replicateSourceDb, enabledCloudwatchLogsExports: logs });
      assert.deepEqual(brief(always(rdsLogExports, [primary, replica("error")])), ["mandatory replica"]);
      assert.deepEqual(always(rdsLogExports, [primary, replica("audit", "error", "general", "slowquery")]), []);
    });
  }

  it("of a source elsewhere are judged by what RDS says at the update", () => {
    const replica = resource(
      INSTANCE,
      "replica",
      { replicateSourceDb: "elsewhere", enabledCloudwatchLogsExports: ["error"] },
      { assigned: { engine: "mysql" } },
    );
    assert.deepEqual(preview(rdsLogExports, [replica]), []);
    assert.deepEqual(brief(update(rdsLogExports, [replica])), ["mandatory replica"]);
  });
});
