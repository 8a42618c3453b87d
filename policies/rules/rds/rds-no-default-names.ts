import type { ClusterArgs, InstanceArgs } from "@pulumi/aws/rds";

import { isReplica } from "../../aws/databases";
import { isGiven, numberOf } from "../../aws/spelled";
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
  ["db2", 50000],
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
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, context) => {
      if (!isReplica(db)) judgeNames(db.engine, db.port, db.username, context);
    },
    "aws:rds/cluster:Cluster": (db: Inputs<ClusterArgs>, context) => {
      if (!isGiven(db, "replicationSourceIdentifier")) judgeNames(db.engine, db.port, db.masterUsername, context);
    },
  },
});

function judgeNames(engine = "", port: number | undefined, user = "", { violation }: Report): void {
  // Aurora as such is MySQL.
  const name = engine.toLowerCase();
  const [, usual] = defaultPorts.find(([part]) => (name === "aurora" ? "mysql" : name).includes(part)) ?? [];
  // Zero is the default to the provider.
  const isUsual = port === undefined || [0, usual].includes(numberOf(port));
  if (usual !== undefined && isUsual) violation(`port is ${usual}, the default of ${engine}`);
  if (defaultUsers.includes(user.toLowerCase())) violation(`the master user is ${user}`);
}
