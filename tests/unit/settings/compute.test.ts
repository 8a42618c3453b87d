import assert from "node:assert/strict";
import { parseSettings } from "../../../infra/settings/settings";

type Stated = Record<string, unknown>;

const parse = (compute: Stated, others: Stated = {}, exists?: (path: string) => boolean) =>
  parseSettings({ environment: "dev", compute, ...others }, "eu-west-1", exists);
const problems = (...args: Parameters<typeof parse>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (parse(...args).problems ?? []).map(({ path, allowed }) => [path.replace("web-platform:", ""), allowed]),
  );

const ways = { network: { natGateways: "single" } };
const certificate = {
  arn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
  domainName: "api.example.com",
};

describe("compute settings", () => {
  it("dev runs functions, prod runs both", () => {
    const kinds = ["dev", "prod"].map(
      (environment) => parseSettings({ environment }, "eu-west-1").settings?.compute?.kind,
    );
    assert.deepEqual(kinds, ["functions", "both"]);
  });

  it("releases functions at once in dev and by a canary in prod, and completes another way that is stated", () => {
    const rollout = (environment: string, stated?: object) => {
      const functions = { health: { ...(stated && { rollout: stated }) } };
      const compute = { kind: "functions", functions, routes: [{ route: "GET /api/health", to: "function health" }] };
      const { settings, problems } = parseSettings({ environment, compute }, "eu-west-1");
      assert.ok(settings?.compute?.kind === "functions", JSON.stringify(problems));
      return settings.compute.functions["health"]?.rollout;
    };
    assert.deepEqual(rollout("dev"), { kind: "all-at-once" });
    assert.deepEqual(rollout("prod"), { kind: "canary", percent: 10, minutes: 5 });
    assert.deepEqual(rollout("prod", { percent: 20 }), { kind: "canary", percent: 20, minutes: 5 });
    assert.deepEqual(rollout("prod", { kind: "all-at-once" }), { kind: "all-at-once" });
    assert.deepEqual(rollout("dev", { kind: "linear" }), { kind: "linear", percent: 10, minutes: 1 });
  });

  for (const environment of ["dev", "prod"]) {
    for (const kind of ["instances", "functions", "both"]) {
      it(`${environment} has a complete preset of kind ${kind}`, () => {
        const { settings } = parseSettings({ environment, compute: { kind }, ...ways }, "eu-west-1");
        assert.equal(settings?.compute?.kind, kind);
        assert.ok(settings.compute.routes.length > 0);
      });
    }
  }

  it("is left out when disabled, whatever else it states", () => {
    const { settings } = parse({ enabled: false, functions: { mine: {} } });
    assert.ok(settings && !("compute" in settings));
  });

  it("completes a network load balancer and a container image from their own defaults", () => {
    const { settings } = parse(
      {
        kind: "instances",
        routes: [],
        instances: {
          loadBalancer: { kind: "network", port: 5000 },
          application: { kind: "image", uri: "public.ecr.aws/a/b:1" },
        },
      },
      ways,
    );
    const { loadBalancer, application } = (settings?.compute as unknown as { instances: Record<string, Stated> })
      .instances;
    assert.deepEqual(
      [loadBalancer?.["protocol"], loadBalancer?.["port"], loadBalancer?.["crossZone"]],
      ["TCP", 5000, true],
    );
    assert.deepEqual(application, { kind: "image", uri: "public.ecr.aws/a/b:1", port: 8080 });
  });

  it("completes each function that a stack file names, and drops the sample's", () => {
    const { settings } = parse({
      functions: { orders: { memoryMib: 1024 } },
      routes: [{ route: "/api/orders", to: "function orders" }],
    });
    const { functions } = settings?.compute as unknown as { functions: Record<string, Stated> };
    assert.deepEqual(Object.keys(functions), ["orders"]);
    assert.deepEqual([functions["orders"]?.["memoryMib"], functions["orders"]?.["timeoutSeconds"]], [1024, 10]);
  });

  const refused: [string, Stated, Stated, string, RegExp][] = [
    [
      "a minimum above the maximum",
      { kind: "both", instances: { scaling: { min: 5, max: 2 } } },
      ways,
      "compute.instances.scaling.min",
      /not more than max/,
    ],
    [
      "stickiness beside a random choice",
      { kind: "instances", instances: { loadBalancer: { algorithm: "weighted_random", stickinessSeconds: 60 } } },
      ways,
      "compute.instances.loadBalancer.stickinessSeconds",
      /weighted_random/,
    ],
    [
      "a variable's name that Lambda does not take",
      { functions: { posts: { environment: { A: "x" } }, health: {} } },
      {},
      "compute.functions.posts.environment.A",
      /two characters/,
    ],
    ["one zone", {}, { network: { zones: ["a"] } }, "network.zones", /./],
    [
      "an unknown function in a route",
      { routes: [{ route: "/api/x", to: "function post" }] },
      {},
      "compute.routes.0.to",
      /posts/,
    ],
    [
      "instances that the kind has not",
      { routes: [{ route: "/api/x", to: "instances" }] },
      {},
      "compute.routes.0.to",
      /function/,
    ],
    [
      "a route stated twice",
      {
        routes: [
          { route: "/api/x", to: "function posts" },
          { route: "ANY /api/x", to: "function health" },
        ],
      },
      {},
      "compute.routes.1.route",
      /\/api\/x/,
    ],
    [
      "TLS without a certificate",
      { kind: "instances", routes: [], instances: { loadBalancer: { kind: "network", protocol: "TLS" } } },
      ways,
      "compute.instances.loadBalancer.certificate",
      /certificate/,
    ],
    [
      "a health check slower than its interval",
      { kind: "both", instances: { loadBalancer: { healthCheck: { timeoutSeconds: 30 } } } },
      ways,
      "compute.instances.loadBalancer.healthCheck.timeoutSeconds",
      /interval/,
    ],
    [
      "an x86 instance type",
      { kind: "both", instances: { instanceType: "t3.micro" } },
      ways,
      "compute.instances.instanceType",
      /arm64/,
    ],
    [
      "a token where nobody verifies it",
      { routes: [{ route: "/api/posts", to: "function posts", authorization: "jwt" }] },
      {},
      "compute.api.authorizer",
      /jwt/,
    ],
    [
      "an API that nothing leads to",
      { api: { executeApiEndpoint: false } },
      {},
      "compute.api.executeApiEndpoint",
      /domain/,
    ],
    [
      "any origin together with credentials",
      {
        api: {
          cors: {
            allowOrigins: ["*"],
            allowMethods: ["GET"],
            allowHeaders: [],
            allowCredentials: true,
            maxAgeSeconds: 0,
          },
        },
      },
      {},
      "compute.api.cors.allowOrigins",
      /by name/,
    ],
    [
      "more warm environments than may run",
      { functions: { posts: { reservedConcurrency: 1, provisionedConcurrency: 2 }, health: {} } },
      {},
      "compute.functions.posts.provisionedConcurrency",
      /reserved/,
    ],
    [
      "a function timeout beyond the API's",
      { functions: { posts: { timeoutSeconds: 60 }, health: {} } },
      {},
      "compute.functions.posts.timeoutSeconds",
      /30/,
    ],
    [
      "a canary that gets every call",
      { functions: { posts: { rollout: { kind: "canary", percent: 100 } }, health: {} } },
      {},
      "compute.functions.posts.rollout.percent",
      /1 to 99/,
    ],
    [
      "shifts that take longer than CodeDeploy lets them",
      { functions: { posts: { rollout: { kind: "linear", percent: 1, minutes: 30 } }, health: {} } },
      {},
      "compute.functions.posts.rollout",
      /within 2880 minutes/,
    ],
    [
      "a rollout that there is not",
      { functions: { posts: { rollout: { kind: "blue-green" } }, health: {} } },
      {},
      "compute.functions.posts.rollout.kind",
      /all-at-once.*canary.*linear/,
    ],
    [
      "only the version that is live",
      { functions: { posts: { keepVersions: 1 }, health: {} } },
      {},
      "compute.functions.posts.keepVersions",
      /2 to 1000/,
    ],
    [
      "a database that the stack has not",
      { functions: { posts: { uses: ["database"] }, health: {} } },
      { ...ways, database: { enabled: false } },
      "compute.functions.posts.uses",
      /database/,
    ],
    [
      "a database that lets no workload in",
      { functions: { posts: { uses: ["database"] }, health: {} } },
      { database: { iamAuthentication: false } },
      "database.iamAuthentication",
      /compute\.functions\.posts signs in with it/,
    ],
    [
      "instances that nobody can reach",
      { kind: "both" },
      { network: { interfaceEndpoints: ["ssm"] } },
      "network.interfaceEndpoints",
      /ssmmessages/,
    ],
    [
      "an image where nothing can be installed",
      { kind: "both", instances: { application: { kind: "image", uri: "public.ecr.aws/a/b:1" } } },
      { network: { interfaceEndpoints: ["logs", "ssm", "ssmmessages"] } },
      "network.natGateways",
      /single/,
    ],
    [
      "no private subnets for instances",
      { kind: "both" },
      { network: { tiers: ["isolated", "public"] } },
      "network.tiers",
      /private/,
    ],
    ["functions in kind instances", { kind: "instances", functions: {} }, ways, "compute.functions", /unknown key/],
    [
      "paths before a network load balancer",
      { kind: "instances", instances: { loadBalancer: { kind: "network" } } },
      ways,
      "compute.routes",
      /no routes/,
    ],
    [
      "a certificate without TLS",
      { kind: "instances", routes: [], instances: { loadBalancer: { kind: "network", certificate } } },
      ways,
      "compute.instances.loadBalancer.certificate",
      /TCP/,
    ],
    [
      "instances that no route leads to",
      { kind: "both", routes: [{ route: "/api/posts", to: "function posts" }] },
      ways,
      "compute.routes",
      /route to instances/,
    ],
  ];
  for (const [what, compute, others, path, allowed] of refused) {
    it(`refuses ${what}`, () => {
      const found = problems(compute, others);
      assert.ok(found[path] !== undefined, `no problem at ${path}, but ${JSON.stringify(found)}`);
      assert.match(found[path], allowed);
    });
  }

  it("tells what is wrong with routes also where something else is wrong", () => {
    const found = problems(
      {
        kind: "both",
        routes: [
          { route: "GET /api/posts", to: "function post" },
          { route: "GET /api/users/{id}", to: "instances" },
        ],
        instances: { scaling: { min: 5, max: 2 } },
      },
      ways,
    );
    assert.deepEqual(Object.keys(found).sort(), [
      "compute.instances.scaling.min",
      "compute.routes.0.to",
      "compute.routes.1.route",
    ]);
  });

  it("refuses secrets in variables, without telling them", () => {
    const key = ["sk", "live", "0123456789abcdef01234567"].join("_");
    const found = (environment: object, kind = "functions") => {
      const workload = { environment };
      const compute = kind === "functions" ? { functions: { posts: workload, health: {} } } : { instances: workload };
      return parse({ kind, ...compute }, ways).problems ?? [];
    };
    for (const [name, value] of [
      ["PAYMENTS", key],
      ["SIGNING", "-----BEGIN PRIVATE KEY-----"],
      ["ACCESS", `AKIAABCDEFGH01234567`],
      ["ADMIN_PASSWORD", "correct-horse-7"],
    ] as const) {
      for (const kind of ["functions", "instances"]) {
        const [problem, ...more] = found({ [name]: value }, kind);
        assert.deepEqual(more, []);
        assert.ok(problem);
        assert.ok(problem.path.endsWith(`environment.${name}`));
        assert.match(problem.allowed, /looks like .*Secrets Manager/);
        assert.ok(!JSON.stringify(problem).includes(value));
      }
    }
    assert.deepEqual(
      found({ LOG_LEVEL: "debug", STRIPE_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:1:secret:a" }),
      [],
    );
  });

  it("refuses variables that AWS or the platform sets, and names the reason", () => {
    const environment = { AWS_REGION: "x", DATABASE_HOST: "x", CACHE_HOST: "x", PATH: "/opt/bin" };
    const fn = { environment, uses: ["database"] };
    const data = { ...ways, database: { enabled: true }, cache: { enabled: true } };
    const ofFunction = problems({ functions: { posts: fn, health: {} } }, data);
    assert.deepEqual(Object.keys(ofFunction), [
      "compute.functions.posts.environment.AWS_REGION",
      "compute.functions.posts.environment.DATABASE_HOST",
    ]);
    assert.match(Object.values(ofFunction).join(), /Lambda sets it.*uses the database/);
    const stated = { ...environment, PORT: "1", KEEP_ALIVE_SECONDS: "1", LD_PRELOAD: "x", LOG_LEVEL: "debug" };
    const ofInstances = problems({ kind: "instances", instances: { environment: stated, uses: ["cache"] } }, data);
    assert.deepEqual(
      Object.keys(ofInstances).map((path) => path.split(".").at(-1)),
      ["AWS_REGION", "CACHE_HOST", "PATH", "PORT", "KEEP_ALIVE_SECONDS", "LD_PRELOAD"],
    );
  });

  for (const [what, issuer] of Object.entries({
    "no URL": "login.example.com",
    "plain HTTP": "http://login.example.com",
    "no host": "https:login",
    "a host of its own machine": "https://localhost",
    "an address": "https://10.0.0.1",
    "a user": "https://me:secret@login.example.com",
    "a query": "https://login.example.com/?tenant=1",
    "a fragment": "https://login.example.com/#a",
    "its discovery document": "https://login.example.com/a/.well-known/openid-configuration",
    "a blank": "https://login.example.com/a b",
  })) {
    it(`refuses an issuer with ${what}, and tells that its document is read`, () => {
      const found = problems({ api: { authorizer: { issuer, audience: ["web"] } } });
      assert.match(found["compute.api.authorizer.issuer"] ?? "", /API Gateway reads/);
    });
  }

  it("takes issuers as identity providers are called", () => {
    for (const issuer of [
      "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
      "https://tenant.eu.auth0.com/",
      "https://login.microsoftonline.com/0a1b2c3d-0000-0000-0000-000000000000/v2.0",
      "https://keycloak.example.com:8443/realms/shop",
    ]) {
      assert.deepEqual(problems({ api: { authorizer: { issuer, audience: ["web"] } } }), {});
    }
  });

  it("looks at variables whatever else is wrong", () => {
    const environment = { A: "x", AWS_REGION: "x" };
    const found = problems({ functions: { health: {}, posts: { environment, memoryMib: 1 } } });
    assert.deepEqual(Object.keys(found).sort(), [
      "compute.functions.posts.environment.A",
      "compute.functions.posts.environment.AWS_REGION",
      "compute.functions.posts.memoryMib",
    ]);
  });

  it("refuses variables that Lambda has no room for", () => {
    const functions = (length: number) => ({
      functions: { posts: { environment: { TEXT: "x".repeat(length) } }, health: {} },
    });
    assert.deepEqual(problems(functions(4085)), {});
    assert.deepEqual(Object.keys(problems(functions(4086))), ["compute.functions.posts.environment"]);
  });

  it("refuses variables that an instance's user data has no room for", () => {
    const instances = (text: string) => ({ kind: "instances", instances: { environment: { TEXT: text } } });
    assert.deepEqual(problems(instances("x".repeat(4000)), ways), {});
    for (const text of ["x".repeat(4096), "'".repeat(1100), '"'.repeat(2100)]) {
      assert.deepEqual(Object.keys(problems(instances(text), ways)), ["compute.instances.environment"]);
    }
  });

  it("refuses certificates of another region", () => {
    const arn = certificate.arn.replace("eu-west-1", "us-east-1");
    const api = { domain: { name: "api.example.com", certificateArn: arn } };
    const loadBalancer = { certificate: { ...certificate, arn } };
    const found = problems({ kind: "both", api, instances: { loadBalancer } }, ways);
    assert.deepEqual(Object.keys(found), [
      "compute.api.domain.certificateArn",
      "compute.instances.loadBalancer.certificate.arn",
    ]);
    assert.match(Object.values(found).join(), /eu-west-1/);
  });

  it("refuses code that is not there, before the first resource", () => {
    const found = problems({ kind: "both", instances: { application: { folder: "app/mine" } } }, ways, (path) =>
      path.startsWith("app/functions/posts"),
    );
    assert.match(found["compute.functions.health"] ?? "", /app\/functions\/health\/index\.ts/);
    assert.match(found["compute.instances.application.folder"] ?? "", /index\.ts/);
    assert.equal(found["compute.functions.posts"], undefined);
  });

  it("give a rollout the time that its batches take at least", () => {
    const found = (minutes: number, more: Stated = {}) =>
      problems({ kind: "instances", instances: { rollout: { minutes }, ...more } }, ways);
    // Two batches of one instance, each with 180 s of grace and a minute, and five minutes of watching.
    assert.match(found(13)["compute.instances.rollout.minutes"] ?? "", /^more than 13, which 2 instances take/);
    assert.deepEqual(found(14), {});
    assert.deepEqual(found(13, { healthyPercent: { min: 50, max: 150 } }), {}, "one batch of two");
    assert.deepEqual(Object.keys(found(14, { warmupSeconds: 600 })), ["compute.instances.rollout.minutes"]);
    assert.deepEqual(Object.keys(found(14, { scaling: { min: 3 } })), ["compute.instances.rollout.minutes"]);
  });

  it("renew instances in prod, and not in dev", () => {
    const days = ["dev", "prod"].map((environment) => {
      const compute = parseSettings({ environment, compute: { kind: "instances" }, ...ways }, "eu-west-1").settings
        ?.compute;
      return compute?.kind === "instances" && compute.instances.maxInstanceLifetimeDays;
    });
    assert.deepEqual(days, [0, 14]);
    assert.deepEqual(Object.keys(problems({ kind: "instances", instances: { maxInstanceLifetimeDays: 366 } }, ways)), [
      "compute.instances.maxInstanceLifetimeDays",
    ]);
  });

  it("lets a function without data run in a network without private subnets", () => {
    assert.deepEqual(
      problems({ functions: { health: {}, posts: { uses: [] } } }, { network: { tiers: ["isolated"] } }),
      {},
    );
  });

  it("serves TLS with a certificate", () => {
    assert.deepEqual(
      problems(
        {
          kind: "instances",
          routes: [],
          instances: { loadBalancer: { kind: "network", protocol: "TLS", port: 443, certificate } },
        },
        { ...ways, edge: { enabled: false } },
      ),
      {},
    );
  });
});
