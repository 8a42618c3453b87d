import type { ClusterArgs, InstanceArgs } from "@pulumi/aws/rds";

import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
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
  description: "RDS databases use another port and master user than their engine's defaults.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("RDS.23", "RDS.24", "RDS.25"),
  seeAlso: ["cdk-nag RDS11"],
  remediationSteps: "set port and username (a cluster's masterUsername) to others than the engine's defaults.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23",

  resources: {
    "aws:rds/instance:Instance": ({ replicateSourceDb, engine, port, username }: Inputs<InstanceArgs>, context) => {
      if (!replicateSourceDb) judgeNames(engine, port, username, context);
    },
    "aws:rds/cluster:Cluster": (db: Inputs<ClusterArgs>, context) => {
      if (!db.replicationSourceIdentifier) judgeNames(db.engine, db.port, db.masterUsername, context);
    },
  },
});

function judgeNames(engine = "", port: number | undefined, user = "", { violation }: Report): void {
  const [, usual] = defaultPorts.find(([part]) => engine.includes(part)) ?? [];
  if (usual !== undefined && (port ?? usual) === usual) violation(`port is ${usual}, the default of ${engine}`);
  if (defaultUsers.includes(user)) violation(`the master user is ${user}`);
}
