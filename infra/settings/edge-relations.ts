import { directives, longestPolicy, policyText, unquoted } from "../edge/content-security-policy";
import { originFacingPrefixLists } from "../edge/origin-facing";
import { common, isWithin } from "../compute/routes/pattern";
import { parseRoute, type Route } from "../compute/routes/route";
import type { ComputeSettings } from "./compute";
import type { Exists } from "./compute-relations";
import type { EdgeSettings } from "./edge";
import type { LoadBalancerSettings } from "./load-balancer";
import type { NetworkSettings } from "./network";
import { namespace } from "./namespace";
import { type Problem, problem, unknownKey } from "./problems";

/** What the edge stands on; a section that is wrong by itself is not there. */
interface Ground {
  readonly edge: EdgeSettings | undefined;
  readonly compute: ComputeSettings | undefined;
  readonly network: NetworkSettings | undefined;
  readonly region: string | undefined;
  readonly exists: Exists;
}

/** What is wrong between the edge and what it stands before. */
export function edgeProblems({ edge, compute, network, region, exists }: Ground): Problem[] {
  if (!edge) return [];
  const running = compute?.enabled ? compute : undefined;
  return [
    ...(edge.enabled ? siteProblems(edge, exists) : []),
    ...headerProblems(edge),
    ...(running ? [...cachedRoutes(running, edge), ...exposure(running, edge)] : []),
    ...(running && edge.enabled ? unreached(running) : []),
    ...(running?.kind === "instances" && edge.enabled ? origin(running, edge, network, region) : []),
  ];
}

function siteProblems({ site: { folder, routing } }: EdgeSettings, exists: Exists): Problem[] {
  const problems = exists(`${folder}/index.html`)
    ? []
    : [problem("edge.site.folder", folder, "a folder of this repository with an index.html")];
  const absent = Object.entries(routing).filter(
    ([prefix, kind]) => kind === "spa" && prefix !== "/" && !exists(`${folder}${prefix}/index.html`),
  );
  return [
    ...problems,
    ...absent.map(([prefix]) =>
      problem(`edge.site.routing.${prefix}`, "spa", `a path below which ${folder} has an index.html, or "pages"`),
    ),
  ];
}

function headerProblems({ headers: { contentSecurityPolicy } }: EdgeSettings): Problem[] {
  const path = "edge.headers.contentSecurityPolicy";
  const { length } = policyText(contentSecurityPolicy);
  const allowed = `a policy of ${longestPolicy} characters at most, which CloudFront takes; this has ${length}`;
  return [
    ...(length <= longestPolicy ? [] : [problem(path, contentSecurityPolicy, allowed)]),
    ...Object.entries(contentSecurityPolicy).flatMap(([directive, sources]) => [
      ...(directives.includes(directive) ? [] : [unknownKey([namespace + path, directive], sources, directives)]),
      ...unquoted(sources).map((source) =>
        problem(
          `${path}.${directive}`,
          source,
          `"'${source.replaceAll('"', "")}'", in single quotes: without them it is a host`,
        ),
      ),
    ]),
  ];
}

/** Of a distribution's 75 cache behaviors, one is the site's and one the API's (CloudFront Developer Guide, "Quotas"). */
const mostCached = 73;

/** The edge keeps answers by path alone, whoever asks and by whatever method. */
function cachedRoutes(compute: ComputeSettings, edge: EdgeSettings): Problem[] {
  const read = compute.routes.flatMap((stated, index) => {
    const result = parseRoute(stated);
    return "route" in result ? [{ ...result, stated, index }] : [];
  });
  const tooMany = read.filter(({ stated }) => stated.cacheSeconds !== undefined).slice(mostCached);
  return read.flatMap(({ route, stated, index }) => {
    if (stated.cacheSeconds === undefined) return [];
    const refuse = (allowed: string) => [problem(`compute.routes.${index}.cacheSeconds`, stated.cacheSeconds, allowed)];
    if (!edge.enabled) return refuse("nothing, because there is no edge that keeps answers");
    if (route.method !== "GET") return refuse("nothing, because only answers to GET are kept");
    if (needsToken(stated, compute)) return refuse('nothing, or authorization "none", because all get the same answer');
    if (tooMany.some((entry) => entry.index === index)) return refuse(`nothing: at most ${mostCached} routes are kept`);
    if (!isWithin(route.path, api)) return refuse("nothing, because the edge sends only /api/* there");
    const other = read.find((entry) => entry.index !== index && shares(route, entry.route));
    if (other) return refuse(`nothing, because ${other.stated.route} shares paths with it, and the edge keeps by path`);
    return [];
  });
}

/** Through the edge, which is what a browser has, a route is answered below /api/ only. */
function unreached({ routes }: ComputeSettings): Problem[] {
  return routes.flatMap((stated, index) => {
    const result = parseRoute(stated);
    if (!("route" in result) || common(result.route.path, api) !== undefined) return [];
    return [
      problem(
        `compute.routes.${index}.route`,
        stated.route,
        "a path below /api/, which is all that the edge sends there",
      ),
    ];
  });
}

const api: Route["path"] = [
  { kind: "literal", text: "api" },
  { kind: "rest", name: "proxy" },
];

function needsToken(route: ComputeSettings["routes"][number], compute: ComputeSettings): boolean {
  if (compute.kind === "instances" || compute.api.authorizer === undefined) return false;
  return !("authorization" in route) || route.authorization !== "none";
}

/** What the edge's `*`, which crosses slashes, would take of another route. */
function shares(cached: Route, other: Route): boolean {
  const first = cached.path.findIndex(({ kind }) => kind !== "literal");
  const path: Route["path"] =
    first === -1 ? cached.path : [...cached.path.slice(0, first), { kind: "rest", name: "proxy" }];
  return common(path, other.path) !== undefined;
}

function exposure(compute: ComputeSettings, edge: EdgeSettings): Problem[] {
  const balancer = "instances" in compute ? compute.instances.loadBalancer : undefined;
  if (balancer?.kind !== "application" || balancer.exposure === "internal") return [];
  const path = "compute.instances.loadBalancer.exposure";
  if (compute.kind === "both") return [problem(path, balancer.exposure, '"internal", because the API leads to it')];
  if (!edge.enabled) return [problem(path, balancer.exposure, '"internal", because there is no edge')];
  if (balancer.certificate) return [];
  return [
    problem(
      "compute.instances.loadBalancer.certificate",
      undefined,
      "an arn and a domainName, because CloudFront reaches a load balancer on the internet by HTTPS only",
    ),
  ];
}

/** What CloudFront needs to reach a load balancer (CloudFront Developer Guide, "Restrict access with VPC origins"). */
function origin(
  { instances: { loadBalancer } }: Extract<ComputeSettings, { kind: "instances" }>,
  { originFacingPrefixListId }: EdgeSettings,
  network: NetworkSettings | undefined,
  region: string | undefined,
): Problem[] {
  const problems: Problem[] = [];
  if (isTls(loadBalancer)) {
    problems.push(
      problem(
        "compute.instances.loadBalancer.protocol",
        "TLS",
        '"TCP", because a VPC origin takes no network load balancer with a TLS listener',
      ),
    );
  }
  if (network && !network.tiers.includes("public")) {
    problems.push(
      problem("network.tiers", network.tiers, 'a list with "public", because CloudFront asks for an internet gateway'),
    );
  }
  if (region !== undefined && originFacingPrefixListId === undefined && !(region in originFacingPrefixLists)) {
    problems.push(
      problem(
        "edge.originFacingPrefixListId",
        undefined,
        `the id of com.amazonaws.global.cloudfront.origin-facing in ${region}, which the platform does not know`,
      ),
    );
  }
  return problems;
}

const isTls = (balancer: LoadBalancerSettings) => balancer.kind === "network" && balancer.protocol === "TLS";
