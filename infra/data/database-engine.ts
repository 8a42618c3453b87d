import type { DatabaseEngine } from "../settings";
import { databaseMajors } from "../settings/offers";

interface EngineFacts {
  /** Logs that go to CloudWatch (RDS.9). MySQL's general log is left out: it copies every statement, data included. */
  readonly logs: readonly string[];
  /** Makes the engine refuse connections without TLS (RDS User Guide, "Requiring SSL/TLS"; RDS.38, RDS.39). */
  readonly tls: Readonly<Record<string, string>>;
  /** What the exported logs need to hold anything. */
  readonly logging: Readonly<Record<string, string>>;
  /** How RDS Proxy calls the engine, and the only port that it listens on: the engine's default. */
  readonly proxy: { readonly family: "POSTGRESQL" | "MYSQL"; readonly port: number };
}

export const engineFacts: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  postgres: {
    logs: ["postgresql", "upgrade"],
    tls: { "rds.force_ssl": "1" },
    logging: {},
    proxy: { family: "POSTGRESQL", port: 5432 },
  },
  mysql: {
    logs: ["error", "slowquery"],
    // 1, not ON, on instances: AWS Config, rds-mysql-instance-encrypted-in-transit.
    tls: { require_secure_transport: "1" },
    logging: { slow_query_log: "1", log_output: "FILE" },
    proxy: { family: "MYSQL", port: 3306 },
  },
};

/** The parameter group family of an engine version, such as `postgres17` or `mysql8.4`. */
export function parameterFamily(engine: DatabaseEngine, engineVersion: string): string {
  const parts = engineVersion.split(".");
  return engine + parts.slice(0, engine === "postgres" ? 1 : 2).join(".");
}

/** The family of an engine version, and those of the major versions before it that RDS has, the oldest first. */
export function familiesUpTo(engine: DatabaseEngine, engineVersion: string): string[] {
  const families = databaseMajors(engine).map((major) => engine + major);
  return families.slice(0, families.indexOf(parameterFamily(engine, engineVersion)) + 1);
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "pending-reboot";
}

/**
 * The parameters of a database: what the stack file states, and TLS, which it cannot turn off.
 *
 * A new database starts with all of them; a running one takes changes at its next restart. `pending-reboot` is what RDS
 * accepts for every parameter, and what it reports for one that equals the family's default, as `rds.force_ssl` does
 * from PostgreSQL 15 on: with `immediate` each preview would show a change that never happens.
 */
export function parameters(engine: DatabaseEngine, stated: Readonly<Record<string, string>>): Parameter[] {
  const { logging, tls } = engineFacts[engine];
  const lowerCase = Object.fromEntries(Object.entries(stated).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.entries({ ...logging, ...lowerCase, ...tls }).map(([name, value]) => ({
    name,
    value,
    applyMethod: "pending-reboot",
  }));
}
