import type { Engine } from "./databases";

/**
 * The logs that Security Hub's RDS.9 lists by engine, which hold those of RDS.34, RDS.36, RDS.37, RDS.40 and RDS.42. It lists none
 * for Db2.
 */
const logs: Readonly<Record<Engine, readonly string[]>> = {
  "aurora-mysql": ["audit", "error", "general", "slowquery"],
  "aurora-postgresql": ["postgresql"],
  db2: [],
  mariadb: ["audit", "error", "general", "slowquery"],
  mysql: ["audit", "error", "general", "slowquery"],
  oracle: ["alert", "audit", "listener", "trace"],
  postgres: ["postgresql", "upgrade"],
  sqlserver: ["agent", "error"],
};

/** The logs that a database of the engine exports. A Multi-AZ cluster of MySQL has no audit log (API Reference, CreateDBCluster). */
export const logsOf = (engine: Engine, isCluster: boolean): readonly string[] =>
  isCluster && engine === "mysql" ? logs.mysql.filter((log) => log !== "audit") : logs[engine];
