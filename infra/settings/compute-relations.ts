import { regionOf } from "../identity/arns";
import type { CacheSettings } from "./cache";
import type { ComputeSettings } from "./compute";
import type { DatabaseSettings } from "./database";
import type { InstancesSettings } from "./instances";
import type { NetworkSettings } from "./network";
import { type Problem, problem } from "./problems";
import { shortestRolloutSeconds } from "./rollout";
import type { Use } from "./workload";

/** Tells whether the repository has a file; its path is relative to the repository. */
export type Exists = (path: string) => boolean;

/** What compute stands on; a section that is wrong by itself is not there. */
interface Ground {
  readonly network: NetworkSettings | undefined;
  readonly database: DatabaseSettings | undefined;
  readonly cache: CacheSettings | undefined;
  readonly region: string | undefined;
  readonly exists: Exists;
}

interface Workload {
  /** Where the stack file states it, below `compute`. */
  readonly path: string;
  readonly uses: readonly Use[];
}

/** What is wrong between compute and what it stands on, and between its parts. */
export function computeProblems(compute: ComputeSettings, ground: Ground): Problem[] {
  if (!compute.enabled) return [];
  const instances = "instances" in compute ? compute.instances : undefined;
  const functions = "functions" in compute ? compute.functions : {};
  const workloads: Workload[] = [
    ...(instances ? [{ path: "instances", uses: instances.uses }] : []),
    ...Object.entries(functions).map(([name, { uses }]) => ({ path: `functions.${name}`, uses })),
  ];
  return [
    ...idleInstances(compute),
    ...sources(Object.keys(functions), instances, ground.exists),
    ...certificates(compute, ground.region),
    ...(instances ? rollouts(instances) : []),
    ...workloads.flatMap((workload) => data(workload, ground)),
    ...signIn(workloads, ground.database),
    ...(ground.network ? ways(workloads, instances, ground.network) : []),
  ];
}

/** A load balancer that nothing leads to would be paid for all the same, and AWS refuses to scale by its requests. */
function idleInstances({ kind, routes: table }: ComputeSettings): Problem[] {
  if (kind !== "both" || table.some(({ to }) => to === "instances")) return [];
  return [problem("compute.routes", table, 'a list with a route to instances, or compute.kind "functions"')];
}

/** Code that is not there would otherwise be noticed after the first resources. */
function sources(functions: readonly string[], instances: InstancesSettings | undefined, exists: Exists): Problem[] {
  const missing = functions
    .filter((name) => !exists(`app/functions/${name}/index.ts`))
    .map((name) =>
      problem(`compute.functions.${name}`, name, `a function whose code is in app/functions/${name}/index.ts`),
    );
  const application = instances?.application;
  if (application?.kind !== "archive" || exists(`${application.folder}/index.ts`)) return missing;
  return [
    ...missing,
    problem("compute.instances.application.folder", application.folder, "a folder of this repository with an index.ts"),
  ];
}

/** One that cannot be out in time would fail and go back, however good it is. */
function rollouts(instances: InstancesSettings): Problem[] {
  const { minutes } = instances.rollout;
  const least = Math.ceil(shortestRolloutSeconds(instances) / 60);
  return minutes > least
    ? []
    : [
        problem(
          "compute.instances.rollout.minutes",
          minutes,
          `more than ${least}, which ${instances.scaling.min} instances take with their grace, warm-up, healthyPercent and watchMinutes`,
        ),
      ];
}

/** Regional services take certificates of their own region only (ACM User Guide, "Services integrated with ACM"). */
function certificates(compute: ComputeSettings, region: string | undefined): Problem[] {
  const stated = {
    "api.domain.certificateArn": "api" in compute ? compute.api.domain?.certificateArn : undefined,
    "instances.loadBalancer.certificate.arn":
      "instances" in compute ? compute.instances.loadBalancer.certificate?.arn : undefined,
  };
  return Object.entries(stated).flatMap(([path, arn]) =>
    arn === undefined || region === undefined || regionOf(arn) === region
      ? []
      : [problem(`compute.${path}`, arn, `a certificate in ${region}, the stack's region`)],
  );
}

function data({ path, uses }: Workload, { database, cache }: Ground): Problem[] {
  const absent = uses.filter((use) => ({ database, cache })[use]?.enabled === false);
  return absent.map((use) =>
    problem(`compute.${path}.uses`, uses, `a list without "${use}", which the stack has none of`),
  );
}

/** Workloads have no password. */
function signIn(workloads: readonly Workload[], database: DatabaseSettings | undefined): Problem[] {
  const using = workloads.find(({ uses }) => uses.includes("database"));
  if (using === undefined || database?.iamAuthentication !== false) return [];
  return [problem("database.iamAuthentication", false, `true, because compute.${using.path} signs in with it`)];
}

/** Private subnets without NAT gateways reach no more of AWS than there are endpoints for. */
function ways(
  workloads: readonly Workload[],
  instances: InstancesSettings | undefined,
  { tiers, natGateways, interfaceEndpoints }: NetworkSettings,
): Problem[] {
  const inVpc = workloads.filter((workload) => instances !== undefined || workload.uses.length > 0);
  if (inVpc.length === 0) return [];
  if (!tiers.includes("private")) {
    return [problem("network.tiers", tiers, 'a list with "private", because compute lives there')];
  }
  if (natGateways !== "none") return [];
  const needed = new Map<string, string>();
  if (instances) {
    needed.set("logs", "write its logs");
    for (const service of ["ssm", "ssmmessages"]) needed.set(service, "be reached by Session Manager");
  }
  const absent = [...needed].filter(([service]) => !interfaceEndpoints.includes(service));
  const problems = absent.map(([service, purpose]) =>
    problem(
      "network.interfaceEndpoints",
      interfaceEndpoints,
      `a list with "${service}", or network.natGateways other than "none": compute needs it to ${purpose}`,
    ),
  );
  if (instances?.application.kind !== "image") return problems;
  return [
    ...problems,
    problem(
      "network.natGateways",
      natGateways,
      '"single" or "per-zone", because instances install what runs containers',
    ),
  ];
}
