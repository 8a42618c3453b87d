import type { ClusterArgs, GlobalClusterArgs, InstanceState } from "@pulumi/aws/rds";

import { type Engine, engineNameIn, engineOf, INSTANCE, isReplica } from "../../aws/databases";
import { isGiven } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** The engines that have Extended Support (RDS User Guide, "Amazon RDS Extended Support"). */
const engines: ReadonlySet<Engine | undefined> = new Set(["aurora-mysql", "aurora-postgresql", "mysql", "postgres"]);

const ENROLLED = "open-source-rds-extended-support";

/**
 * A major version at the end of its life is upgraded, and not kept at a price that grows. RDS enrolls what states nothing, and the
 * provider sends the setting where a database is made or restored alone: on one that exists it shows a change that never happens
 * (hashicorp/terraform-provider-aws#40870). So the rule advises. A replica, and a cluster of a global database, have what theirs has.
 */
export const rdsExtendedSupport = rule({
  name: "rds-extended-support",
  description: "RDS databases are not enrolled in Extended Support.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("COST10-BP02"),
  remediationSteps: `set engineLifecycleSupport to "${ENROLLED}-disabled" where a database is made.`,
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-creating-db-instance.html",

  resources: {
    "aws:rds/cluster:Cluster": (cluster: Inputs<ClusterArgs>, report: Report) => {
      if (isReplica(cluster) || isGiven(cluster, "globalClusterIdentifier")) return;
      judgeSupport(cluster.engine, cluster.engineLifecycleSupport, report);
    },
    "aws:rds/globalCluster:GlobalCluster": (global: Inputs<GlobalClusterArgs>, report: Report) => {
      if (isGiven(global, "sourceDbClusterIdentifier")) return;
      judgeSupport(global.engine ?? "aurora", global.engineLifecycleSupport, report);
    },
  },

  inputsOf: [INSTANCE],

  stack: (stack, { judge }) => {
    for (const db of stack.ofType<InstanceState>(INSTANCE)) {
      const stated = stack.stated(db);
      if (isReplica(stated)) continue;
      judge(db, (report) => judgeSupport(engineNameIn(stack, db) ?? "", stated["engineLifecycleSupport"], report));
    }
  },
});

function judgeSupport(engine: string, support: unknown, { violation }: Report): void {
  if (!engines.has(engineOf(engine)) || support === `${ENROLLED}-disabled`) return;
  violation(`engineLifecycleSupport is ${shown(support, ENROLLED)}`);
}
