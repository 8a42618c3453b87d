import type { Graph, Resource } from "../graph";
import { kinds, ways } from "./kinds";

/** Security groups that rules let in and out. */
export const groupTypes: ReadonlySet<string> = new Set(["aws:ec2/securityGroup:SecurityGroup"]);

/** What lies in security groups, with these. */
export const membersOf = (
  graph: Graph,
): readonly { readonly resource: Resource; readonly groups: ReadonlySet<Resource> }[] =>
  graph.resources.flatMap((resource) => {
    const kind = kinds[resource.type];
    return kind?.groups ? [{ resource, groups: new Set(graph.reached(resource, kind.groups, groupTypes, ways)) }] : [];
  });
