import type { ClusterInstanceState, ClusterState, InstanceArgs } from "@pulumi/aws/rds";

import { demandZones } from "../../aws/zones";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * A database survives the loss of a zone.
 *
 * - An instance has a standby: `multiAz` is true. Read replicas are not judged: the loss of one loses no data, and
 *   their number is a choice of its own.
 * - A Multi-AZ DB cluster (it states `dbClusterInstanceClass`) has a writer and two readers in three zones by nature.
 * - An Aurora cluster has instances in two zones. Its instances are resources of their own, so this is judged on the
 *   whole stack; an instance that states no zone is placed by AWS at the update.
 */
export const rdsMultiAz = rule({
  name: "rds-multi-az",
  description: "RDS databases keep a standby or a reader in a second Availability Zone.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("RDS.5", "RDS.15"),
  seeAlso: ["cdk-nag RDS3", "Checkov CKV_AWS_157", "AwsGuard rds-instance-multi-az-enabled"],
  remediationSteps:
    "set multiAz: true on the instance; give an Aurora cluster a second aws.rds.ClusterInstance in another zone.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",

  resources: {
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      // The order matters: with a standby it is of no concern whether a still unknown source makes this a replica.
      if (db.multiAz === true || db.replicateSourceDb) return;
      violation(
        `multiAz is ${db.multiAz === undefined ? "not set (the default is false)" : JSON.stringify(db.multiAz)}`,
      );
    },
  },

  stack: (stack, { judge }) => {
    const clusters = stack.ofType<ClusterState>("aws:rds/cluster:Cluster");
    const instances = stack
      .ofType<ClusterInstanceState>("aws:rds/clusterInstance:ClusterInstance")
      .map((instance) => ({ instance, cluster: stack.reference(instance, "clusterIdentifier", clusters) }));

    for (const cluster of clusters) {
      judge(cluster, (report) => {
        if (cluster.props.dbClusterInstanceClass) return;
        const found = instances.filter((member) => member.cluster === cluster).map(({ instance }) => instance);
        const unknown = instances.filter((member) => member.cluster === undefined).length;
        demandZones({ found, elsewhere: 0, unknown }, 2, "its instances", report);
      });
    }
  },
});
