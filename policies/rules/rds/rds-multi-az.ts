import type { ClusterInstanceState, ClusterState, InstanceArgs, ShardGroupState } from "@pulumi/aws/rds";

import { CLUSTER, isReplica } from "../../aws/databases";
import { isTrue, numberOf } from "../../aws/spelled";
import { demandZones } from "../../aws/zones";
import { groupBy } from "../../frame/group-by";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

const SHARD_GROUP = "aws:rds/shardGroup:ShardGroup";

/**
 * A database survives the loss of a zone.
 *
 * - An instance has a standby: `multiAz` is true. Read replicas are not judged: the loss of one loses no data, and
 *   their number is a choice of its own.
 * - A Multi-AZ DB cluster (it states `dbClusterInstanceClass`) has a writer and two readers in three zones by nature.
 * - An Aurora cluster has instances in two zones, serverless ones (`db.serverless`) like any. Its instances are resources of
 *   their own, so this is judged on the whole stack; an instance that states no zone is placed by AWS at the update. Of a
 *   cluster outside the stack only some instances may be seen.
 * - An Aurora Limitless Database has a standby of its shard group.
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
  settings: { "database.multiAz": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",

  inputsOf: [CLUSTER, SHARD_GROUP],

  resources: {
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      // The order matters: a replica is one whether its standby is known yet or not.
      if (isReplica(db) || isTrue(db.multiAz)) return;
      violation(`multiAz is ${shown(db.multiAz, "false")}`);
    },
  },

  stack: (stack, { judge }) => {
    const clusters = stack.ofType<ClusterState>(CLUSTER);
    const instances = stack
      .ofType<ClusterInstanceState>("aws:rds/clusterInstance:ClusterInstance")
      .map((instance) => ({ instance, cluster: stack.reference(instance, "clusterIdentifier", clusters) }));
    const shardGroups = stack
      .ofType<ShardGroupState>(SHARD_GROUP)
      .map((group) => ({ group, cluster: stack.reference(group, "dbClusterIdentifier", clusters) }));

    for (const cluster of clusters) {
      judge(cluster, (report) => {
        if (stack.states(cluster, "dbClusterInstanceClass")) return;
        const shards = shardGroups.find((member) => member.cluster === cluster)?.group;
        if (shards) {
          const { computeRedundancy: standbys } = stack.stated(shards);
          if (!numberOf(standbys)) report.violation(`computeRedundancy of its shard group is ${shown(standbys, "0")}`);
          return;
        }
        const found = instances.filter((member) => member.cluster === cluster).map(({ instance }) => instance);
        const unknown = instances.filter((member) => member.cluster === undefined).length;
        demandZones({ found, elsewhere: 0, unknown }, 2, "its instances", report);
      });
    }

    const strangers = instances.flatMap(({ instance, cluster }) =>
      typeof cluster === "string" ? { instance, cluster } : [],
    );
    for (const [cluster, members] of groupBy(strangers, (member) => member.cluster)) {
      const found = members.map(({ instance }) => instance);
      judge(members[0].instance, (report) =>
        demandZones({ found, elsewhere: Infinity, unknown: 0 }, 2, `the instances of ${cluster}`, report),
      );
    }
  },
});
