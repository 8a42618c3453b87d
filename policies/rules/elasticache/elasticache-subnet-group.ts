import type {
  ClusterState,
  ReplicationGroupState,
  ServerlessCacheArgs,
  SubnetGroupState,
} from "@pulumi/aws/elasticache";

import { CLUSTER, isMember, REPLICATION_GROUP, SERVERLESS } from "../../aws/caches";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** The default group has every subnet of the default VPC, public ones too. A group of the stack is never that one. */
export const elasticacheSubnetGroup = rule({
  name: "elasticache-subnet-group",
  description: "ElastiCache caches are in subnets of the stack's choice.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("ElastiCache.7"),
  seeAlso: ["cdk-nag AEC1", "Checkov CKV_AWS_323"],
  remediationSteps:
    "set subnetGroupName to a group of private or isolated subnets; name such in subnetIds of a serverless cache.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",

  inputsOf: [CLUSTER, REPLICATION_GROUP],

  resources: {
    [SERVERLESS]: ({ subnetIds }: Inputs<ServerlessCacheArgs>, { violation }) => {
      if ((subnetIds ?? []).length === 0) violation("subnetIds names none");
    },
  },

  stack: (stack, { judge }) => {
    const groups = stack.ofType<SubnetGroupState>("aws:elasticache/subnetGroup:SubnetGroup");
    const clusters = stack.ofType<ClusterState>(CLUSTER).filter((cluster) => !isMember(stack.stated(cluster)));
    for (const cache of [...clusters, ...stack.ofType<ReplicationGroupState>(REPLICATION_GROUP)]) {
      judge(cache, ({ violation, undecided }) => {
        const isStated = stack.states(cache, "subnetGroupName");
        const group = isStated ? stack.reference(cache, "subnetGroupName", groups) : "";
        if (group === undefined) undecided("its subnet group");
        else if (group === "" || group === "default") {
          violation(`subnetGroupName is ${shown(group || undefined, "default")}`);
        }
      });
    }
  },
});
