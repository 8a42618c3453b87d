import type { z } from "zod";
import type { computeSettings } from "./compute";
import type { ApiSettings, FunctionSettings, RolloutSettings } from "./functions";
import type { InstancesSettings } from "./instances";
import type { ApplicationLoadBalancerSettings, NetworkLoadBalancerSettings } from "./load-balancer";
import { Entries, Variants } from "./merge";

type Compute = z.input<typeof computeSettings>;
type Of<K extends Compute["kind"]> = Extract<Compute, { kind: K }>;

/** The defaults of a kind: where a setting has variants, those of each. */
type Defaults<K extends Compute["kind"]> = Omit<Of<K>, "instances" | "functions"> &
  (Of<K> extends { instances: unknown } ? { readonly instances: InstancesDefaults } : unknown) &
  (Of<K> extends { functions: unknown } ? { readonly functions: Entries<FunctionDefaults> } : unknown);

type FunctionDefaults = Omit<FunctionSettings, "rollout"> & {
  readonly rollout: Variants<{ readonly [K in RolloutSettings["kind"]]?: Extract<RolloutSettings, { kind: K }> }>;
};

type InstancesDefaults = Omit<InstancesSettings, "application" | "loadBalancer"> & {
  readonly application: Variants<{ archive: object; image: object }>;
  readonly loadBalancer: Variants<{
    application: ApplicationLoadBalancerSettings;
    network: NetworkLoadBalancerSettings;
  }>;
};

export type ComputePreset = Variants<{ readonly [K in Compute["kind"]]: Defaults<K> }>;

const toInstances = [
  { route: "ANY /api/users", to: "instances" },
  { route: "ANY /api/users/{proxy+}", to: "instances" },
];
const toFunctions = [
  { route: "GET /api/health", to: "function health" },
  { route: "GET /api/posts", to: "function posts" },
  { route: "GET /api/posts/{id}", to: "function posts" },
];

const allAtOnce: RolloutSettings = { kind: "all-at-once" };
/** Minutes enough for alarms to see one that is broken, also when it is called seldom. */
const shifted = {
  canary: { kind: "canary", percent: 10, minutes: 5 },
  linear: { kind: "linear", percent: 10, minutes: 1 },
} as const;

const devFunction: FunctionDefaults = {
  memoryMib: 256,
  timeoutSeconds: 10,
  provisionedConcurrency: 0,
  environment: {},
  uses: [],
  rollout: new Variants("kind", { "all-at-once": allAtOnce, ...shifted }),
  keepVersions: 10,
  logRetentionDays: 7,
};

const devApi: ApiSettings = {
  throttling: { rate: 50, burst: 100 },
  accessLogRetentionDays: 7,
  executeApiEndpoint: true,
};

const thresholds = { intervalSeconds: 15, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 3 };

const devInstances: InstancesDefaults = {
  instanceType: "t4g.micro",
  ami: "al2023",
  rootVolumeGib: 8,
  application: new Variants("kind", {
    archive: { kind: "archive", folder: "app/instance", port: 8080 },
    image: { kind: "image", port: 8080 },
  }),
  environment: {},
  uses: [],
  scaling: { min: 2, max: 4, cpuPercent: 50, requestsPerMinute: 1000 },
  warmupSeconds: 120,
  healthCheckGraceSeconds: 180,
  healthyPercent: { min: 100, max: 150 },
  // Twice what two instances take, one after the other, each with its boot.
  rollout: { minutes: 30, watchMinutes: 5 },
  // They are replaced by deployments, if not deleted.
  maxInstanceLifetimeDays: 0,
  logRetentionDays: 7,
  loadBalancer: new Variants("kind", {
    application: {
      kind: "application",
      exposure: "internal",
      algorithm: "least_outstanding_requests",
      healthCheck: { path: "/health", matcher: "200", ...thresholds },
      stickinessSeconds: 0,
      idleTimeoutSeconds: 60,
      deregistrationDelaySeconds: 30,
      accessLogRetentionDays: 7,
      deletionProtection: false,
    },
    network: {
      kind: "network",
      protocol: "TCP",
      port: 80,
      crossZone: true,
      healthCheck: thresholds,
      deregistrationDelaySeconds: 30,
      deletionProtection: false,
    },
  }),
};

const devFunctions = new Entries<FunctionDefaults>(devFunction, {
  health: {},
  posts: { uses: ["database", "cache"] },
});

/** Functions alone: nothing is paid for them while nobody calls. */
export const devCompute: ComputePreset = new Variants("kind", {
  functions: { kind: "functions", enabled: true, routes: toFunctions, api: devApi, functions: devFunctions },
  instances: { kind: "instances", enabled: true, routes: toInstances, instances: devInstances },
  both: {
    kind: "both",
    enabled: true,
    routes: [...toFunctions, ...toInstances],
    api: devApi,
    functions: devFunctions,
    instances: devInstances,
  },
});

const prodApi: ApiSettings = { ...devApi, throttling: { rate: 1000, burst: 2000 }, accessLogRetentionDays: 90 };

const prodFunctions = new Entries<FunctionDefaults>(
  {
    ...devFunction,
    memoryMib: 512,
    reservedConcurrency: 50,
    rollout: new Variants("kind", { ...shifted, "all-at-once": allAtOnce }),
    logRetentionDays: 90,
  },
  { health: { reservedConcurrency: 10 }, posts: { uses: ["database", "cache"] } },
);

const prodInstances: InstancesDefaults = {
  ...devInstances,
  instanceType: "t4g.small",
  uses: ["database"],
  scaling: { ...devInstances.scaling, min: 3, max: 9 },
  // Twice what three batches take with their boots; with a way back as long, it ends before the job that deploys.
  rollout: { ...devInstances.rollout, minutes: 45 },
  // Amazon Linux 2023 has a new image about every two weeks.
  maxInstanceLifetimeDays: 14,
  logRetentionDays: 90,
  loadBalancer: new Variants("kind", {
    application: {
      ...devInstances.loadBalancer.of.application,
      accessLogRetentionDays: 90,
      deletionProtection: true,
    },
    network: { ...devInstances.loadBalancer.of.network, deletionProtection: true },
  }),
};

/** Both behind one API, an instance in each of three zones. */
export const prodCompute: ComputePreset = new Variants("kind", {
  both: {
    kind: "both",
    enabled: true,
    routes: [...toFunctions, ...toInstances],
    api: prodApi,
    functions: prodFunctions,
    instances: prodInstances,
  },
  functions: { kind: "functions", enabled: true, routes: toFunctions, api: prodApi, functions: prodFunctions },
  instances: { kind: "instances", enabled: true, routes: toInstances, instances: prodInstances },
});
