import type { Graph, Resource } from "../graph";
import { type Connection, connectionsOf } from "./connections";
import { boxOf, kindOf, list, text } from "./kinds";
import { type Architecture, boxesOf, type Flow, viewer } from "./model";
import { networkOf, subnetsOf } from "./network";

/** What the resources of a stack say of its architecture: a box for nothing that is not there. */
export function architectureOf(graph: Graph): Architecture {
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
  return { ...boxes, flows: flowsOf(connections, { ...boxes, flows: [] }) };
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
