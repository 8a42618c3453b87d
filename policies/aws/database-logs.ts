import { type Engine, engineOf } from "./databases";

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

/**
 * The logs that a database exports, by its engine's name; none where that is not known. A Multi-AZ cluster of MySQL has no audit
 * log (API Reference, CreateDBCluster), and SQL Server Express no agent.
 */
export function logsOf(name: string, isCluster: boolean): readonly string[] {
  const engine = engineOf(name);
  if (engine === undefined) return [];
  const absent = [isCluster && engine === "mysql" && "audit", name.toLowerCase() === "sqlserver-ex" && "agent"];
  return logs[engine].filter((log) => !absent.includes(log));
}
