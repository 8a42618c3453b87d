import type { Graph, Resource } from "../graph";
import { type Connection, connectionsOf } from "./connections";
import { type Exposure, exposuresOf } from "./exposures";
import { boxOf, kindOf, kinds, list, text } from "./kinds";
import { groupTypes } from "./members";
import { type Architecture, type Box, boxesOf, type Flow, internet, viewer } from "./model";
import { shortType } from "../resources";
import { networkOf, subnetsOf } from "./network";

/**
 * What the resources of a stack say of its architecture: a box for nothing that is not there.
 *
 * @param isNew Whether what lets the internet in does so newly.
 */
export function architectureOf(graph: Graph, isNew: (exposure: Exposure) => boolean = () => false): Architecture {
  const connections = connectionsOf(graph);
  const [distribution] = graph.ofType("aws:cloudfront/distribution:Distribution");
  const isOrigin = ({ urn }: Resource) => connections.some(({ from, to }) => from === distribution?.urn && to === urn);
  const [vpc] = graph.ofType("aws:ec2/vpc:Vpc");
  const boxes = {
    distribution: distribution && boxOf(distribution, "CloudFront", distributionDetails(distribution, graph)),
    sites: graph
      .ofType("aws:s3/bucket:Bucket")
      .filter(isOrigin)
      .map((bucket) => ({ ...boxOf(bucket, "S3 bucket", ["the files of the site"]), isData: true })),
    apis: graph
      .ofType("aws:apigatewayv2/api:Api")
      .map((api) => boxOf(api, "API Gateway", [`${text(api, "protocolType") ?? ""} API`.trim()])),
    functions: graph
      .ofType("aws:lambda/function:Function")
      .filter((lambda) => subnetsOf(graph, lambda).length === 0)
      .map((lambda) => kindOf(lambda, graph)),
    network: vpc && networkOf(graph, vpc, connections),
  };
  const exposures = exposuresOf(graph);
  const drawn = new Set(boxesOf({ ...boxes, exposed: [], flows: [] }).map(({ id }) => id));
  const exposed = exposures.filter(({ to }) => !drawn.has(to.urn)).map(({ to }) => exposedBox(to, graph));
  const order = boxesOf({ ...boxes, exposed, flows: [] }).map(({ id }) => id);
  const openings = exposures
    .sort((a, b) => order.indexOf(a.to.urn) - order.indexOf(b.to.urn))
    .map((exposure): Flow => ({
      from: [internet],
      to: exposure.to.urn,
      label: exposure.label,
      opening: isNew(exposure) ? "new" : "known",
    }));
  return { ...boxes, exposed, flows: [...openings, ...flowsOf(connections, { ...boxes, exposed, flows: [] })] };
}

function exposedBox(resource: Resource, graph: Graph): Box {
  if (resource.type in kinds) return kindOf(resource, graph);
  const isBucket = resource.type === "aws:s3/bucket:Bucket";
  if (isBucket) return { ...boxOf(resource, "S3 bucket", []), isData: true };
  return groupTypes.has(resource.type)
    ? boxOf(resource, "Security group", ["nothing known in it"])
    : boxOf(resource, shortType(resource.type), []);
}

function distributionDetails(distribution: Resource, graph: Graph): string[] {
  const hasFirewall = graph.referenced(distribution, "webAclId").length > 0;
  return [...list(distribution, "aliases"), hasFirewall ? "behind a firewall (WAF)" : "no firewall"];
}

/** The connections between boxes that are drawn, from the edge inwards. Those to the same data are one flow. */
function flowsOf(connections: readonly Connection[], architecture: Architecture): Flow[] {
  const boxes = boxesOf(architecture);
  const place = (id: string) => [viewer, ...boxes.map((box) => box.id)].indexOf(id);
  const flows = new Map<string, Flow>();
  const drawn = connections.filter(({ from, to }) => place(from) >= 0 && place(to) >= 0);
  for (const { from, to, label } of drawn.sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to))) {
    const isData = boxes.find(({ id }) => id === to)?.isData === true;
    const key = isData ? `${label} ${to}` : `${from} ${to}`;
    flows.set(key, { from: [...(flows.get(key)?.from ?? []), from], to, label });
  }
  return [...flows.values()];
}
