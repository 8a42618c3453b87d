import type { ClusterInstanceState, ClusterState, InstanceState } from "@pulumi/aws/rds";

import type { StackContext } from "../frame/rule";
import { shown } from "../frame/shown";
import type { Stack } from "../frame/stack";
import { ifKnown } from "../frame/unknown";
import { CLUSTER, INSTANCE } from "./databases";

const MEMBER = "aws:rds/clusterInstance:ClusterInstance";

/** The types whose inputs are looked at: a preview does not show the outputs of what is not stated. */
export const watched = [INSTANCE, CLUSTER, MEMBER];

/** What instances say of how they are watched, and clusters for all of theirs. */
type Watch = "monitoringInterval" | "performanceInsightsEnabled";

/**
 * Demands of every instance that a property is on: of itself, or for all instances of its cluster. A Multi-AZ cluster, whose
 * instances are no resources, says it alone. The rule has to ask for {@link watched}.
 */
export function demandOfInstances(
  stack: Stack,
  { judge }: Pick<StackContext<object>, "judge">,
  { property, isOn, byDefault }: { property: Watch; isOn: (value: unknown) => boolean; byDefault: string },
): void {
  const clusters = stack.ofType<ClusterState>(CLUSTER);
  const alone = [
    ...stack.ofType<InstanceState>(INSTANCE),
    ...clusters.filter((cluster) => stack.states(cluster, "dbClusterInstanceClass")),
  ];
  for (const resource of alone) {
    judge(resource, ({ violation }) => {
      const value = stack.stated(resource)[property];
      if (!isOn(value)) violation(`${property} is ${shown(value, byDefault)}`);
    });
  }
  for (const member of stack.ofType<ClusterInstanceState>(MEMBER)) {
    judge(member, ({ violation, undecided }) => {
      const own = ifKnown(() => stack.stated(member)[property]);
      if (isOn(own)) return;
      const cluster = stack.reference(member, "clusterIdentifier", clusters);
      if (cluster instanceof Object && isOn(stack.stated(cluster)[property])) return;
      // An unknown value of its own ends this here.
      const value = stack.stated(member)[property];
      if (cluster === undefined) undecided("what its cluster says");
      else if (cluster instanceof Object) violation(`${property} is ${shown(value, byDefault)}`);
      else undecided(`what its cluster ${cluster} says`, "from this stack alone");
    });
  }
}
