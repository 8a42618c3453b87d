import type { InstanceArgs } from "@pulumi/aws/rds";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Part of an engine's name, and its port. */
const defaultPorts: readonly (readonly [engine: string, port: number])[] = [
  ["postgres", 5432],
  ["mysql", 3306],
  ["mariadb", 3306],
  ["oracle", 1521],
  ["sqlserver", 1433],
];
const defaultUsers: readonly string[] = ["admin", "postgres", "root"];

/** What everybody knows is tried first. A replica has its source's names. */
export const rdsNoDefaultNames = rule({
  name: "rds-no-default-names",
  description: "RDS instances use another port and master user than their engine's defaults.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("RDS.23", "RDS.25"),
  seeAlso: ["cdk-nag RDS11"],
  remediationSteps: "set port and username to others than the engine's defaults.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23",

  resources: {
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      if (db.replicateSourceDb) return;
      const [, port] = defaultPorts.find(([engine]) => db.engine?.includes(engine)) ?? [];
      if (port !== undefined && (db.port ?? port) === port)
        violation(`port is ${port}, the default of ${String(db.engine)}`);
      if (defaultUsers.includes(db.username ?? "")) violation(`username is ${String(db.username)}`);
    },
  },
});
