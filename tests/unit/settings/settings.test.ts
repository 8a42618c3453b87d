import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSettings } from "../../../infra/settings/settings";
import { environments } from "../../../infra/settings/presets";
import { SettingsError } from "../../../infra/settings/problems";

const region = "eu-west-1";
const dev = (stated: Record<string, unknown>) => parseSettings({ environment: "dev", ...stated }, region);
const paths = (stated: Record<string, unknown>) => dev(stated).problems?.map((problem) => problem.path);

describe("settings", () => {
  for (const environment of environments) {
    it(`the ${environment} preset is complete, valid and multi-AZ`, () => {
      const { settings } = parseSettings({ environment }, region);
      assert.ok(settings?.database && settings.cache);
      assert.equal(settings.database.multiAz, true);
      assert.ok(settings.network.zones.length >= 2);
      assert.ok(settings.database.backup.retentionDays >= 7);
    });
  }

  it("prod protects its data, dev is disposable", () => {
    const protections = (environment: string) => {
      const { database, cache } = parseSettings({ environment }, region).settings ?? {};
      return [database?.deletionProtection, database?.finalSnapshot, cache?.deletionProtection];
    };
    assert.deepEqual(protections("prod"), [true, true, true]);
    assert.deepEqual(protections("dev"), [false, false, false]);
  });

  it("lets a stack file state only what differs", () => {
    const { settings } = dev({ database: { backup: { retentionDays: 14 } } });
    assert.deepEqual(
      [settings?.database?.backup, settings?.database?.instanceClass],
      [{ retentionDays: 14, window: "01:00-02:00", keepOnDelete: false }, "db.t4g.micro"],
    );
  });

  for (const cidrBlock of ["10.255.0.0/16", "172.31.0.0/16", "192.168.0.0/20", "100.64.0.0/16"]) {
    it(`allows the private block ${cidrBlock}`, () => {
      assert.equal(dev({ network: { cidrBlock } }).settings?.network.cidrBlock, cidrBlock);
    });
  }

  it("takes lists whole", () => {
    assert.deepEqual(dev({ network: { zones: ["c", "a"] } }).settings?.network.zones, ["c", "a"]);
  });

  it("completes a database from the preset of its engine", () => {
    const { settings } = dev({ database: { engine: "mysql" } });
    assert.equal(settings?.database?.engineVersion, "8.4");
    assert.equal(settings.database.port, 13306);
  });

  for (const kind of ["replication-group", "memcached", "serverless"] as const) {
    it(`completes a cache of kind ${kind} from the preset of that kind`, () => {
      assert.equal(dev({ cache: { kind } }).settings?.cache?.kind, kind);
    });
  }

  it("leaves out what is disabled", () => {
    const { settings } = dev({ database: { enabled: false }, cache: { enabled: false } });
    assert.ok(settings);
    assert.ok(!("database" in settings) && !("cache" in settings));
  });

  it("reports every problem at once, with key, value, what is allowed and an example", () => {
    const { problems } = parseSettings(
      { environment: "staging", network: { zones: ["a"] }, database: { mutliAz: false, port: 5432 } },
      undefined,
    );
    assert.ok(problems);
    assert.deepEqual(problems.map(({ path }) => path).sort(), [
      "aws:region",
      "web-platform:database.mutliAz",
      "web-platform:database.port",
      "web-platform:like",
      "web-platform:network.zones",
    ]);
    const { message } = new SettingsError("dev", problems);
    assert.match(message, /^Pulumi\.dev\.yaml has 5 problems:/);
    assert.match(message, /web-platform:like: nothing is not allowed: the preset .*"staging": one of "dev", "prod"/);
    assert.match(
      message,
      /web-platform:network\.zones: \["a"\] is not allowed: a list of 2 to 6; for example \["a","b"\]/,
    );
    assert.match(
      message,
      /web-platform:database\.mutliAz: false is not allowed: unknown key; did you mean "multiAz"\?/,
    );
    assert.match(message, /web-platform:database\.port: 5432 is not allowed: .*RDS\.23.*; for example 15432/);
  });

  it("gives no example that is what was given", () => {
    const [problem] = dev({ cache: { engine: "redis", engineVersion: "8.0" } }).problems ?? [];
    assert.deepEqual([problem?.given, problem?.example], ['"8.0"', undefined]);
  });

  it("names the nearest section for a misspelt one", () => {
    const [problem] = dev({ databse: {} }).problems ?? [];
    assert.equal(problem?.path, "web-platform:databse");
    assert.match(problem.allowed, /did you mean "database"\?/);
    // The namespace must not count: with it, this one is nearer to "environment".
    assert.match(dev({ netwrk: {} }).problems?.[0]?.allowed ?? "", /did you mean "network"\?/);
  });

  const fleet = (instances: object) => ({ network: nat, compute: { kind: "instances", instances } });
  const nat = { natGateways: "single" };
  const typos: [wrong: Record<string, unknown>, meant: string][] = [
    [{ environment: "production" }, "prod"],
    [{ network: { natGateways: "sngle" } }, "single"],
    [{ network: { interfaceEndpoints: ["secretmanager"] } }, "secretsmanager"],
    [{ database: { storage: { iop: 12_000 } } }, "iops"],
    [{ database: { storage: { troughputMibps: 500 } } }, "throughputMibps"],
    [{ database: { engine: "postgress" } }, "postgres"],
    [{ cache: { kind: "memcache" } }, "memcached"],
    [{ cache: { kind: "serverless", maxDataStorage: 1 } }, "maxDataStorageGib"],
    [{ compute: { kind: "function" } }, "functions"],
    [{ compute: { api: { authoriser: {} } } }, "authorizer"],
    [{ compute: { functions: { health: { reservedConcurency: 1 }, posts: {} } } }, "reservedConcurrency"],
    [{ compute: { routes: [{ route: "GET /api/posts", to: "function posts", cacheSecond: 1 }] } }, "cacheSeconds"],
    [fleet({ spots: {} }), "spot"],
    [fleet({ loadBalancer: { certificat: {} } }), "certificate"],
    [fleet({ loadBalancer: { kind: "netwrok" } }), "network"],
    [fleet({ application: { kind: "archiv" } }), "archive"],
    [{ edge: { domian: {} } }, "domain"],
    [{ edge: { originFacingPrefixList: "pl-1" } }, "originFacingPrefixListId"],
    [{ edge: { waf: { exceptions: { SizeRestriction_BODY: "everywhere" } } } }, "SizeRestrictions_BODY"],
  ];
  for (const [wrong, meant] of typos) {
    it(`asks whether ${JSON.stringify(wrong)} means ${meant}`, () => {
      const [problem, ...more] = dev(wrong).problems ?? [];
      assert.deepEqual(more, []);
      assert.ok(problem?.allowed.includes(`did you mean "${meant}"?`), problem?.allowed);
    });
  }

  const words: [Record<string, unknown>, string][] = [
    [{ network: { zones: "a" } }, "a list"],
    [{ network: { flowLogs: true } }, "keys with values"],
    [{ database: { multiAz: "yes" } }, "true or false"],
    [{ database: { readReplicas: 6 } }, "a whole number from 0 to 5"],
    [{ database: { readReplicas: 0.5 } }, "a whole number from 0 to 5"],
    [{ cache: { shards: "many" } }, "a whole number from 1 to 500"],
    [{ cache: { kind: null } }, 'one of "replication-group", "memcached", "serverless"'],
    [{ compute: { api: { throttling: { rate: 0 } } } }, "a number above 0, to 100000"],
    [{ compute: { api: { authorizer: { issuer: "https://a.io", audience: [] } } } }, "a list of 1 or more"],
    [{ edge: { waf: { exceptions: { SizeRestrictions_BODY: 1 } } } }, '"everywhere", or a list'],
  ];
  for (const [wrong, allowed] of words) {
    it(`says of ${JSON.stringify(wrong)} that it has to be ${allowed}`, () => {
      assert.deepEqual(
        dev(wrong).problems?.map((problem) => problem.allowed),
        [allowed],
      );
    });
  }

  const rules: [Record<string, unknown>, RegExp][] = [
    [{ compute: { functions: { health: {}, posts: {}, Bad_1: {} } } }, /lower case, digits and dashes, at most 30/],
    [{ compute: { functions: { health: {}, posts: { environment: { A: "x" } } } } }, /two characters or more/],
    [{ compute: { functions: { health: {}, posts: { environment: { logLevel: "x" } } } } }, /in capitals/],
    [{ database: { parameters: { "Log Min": "1" } } }, /a parameter's name/],
    [{ cache: { parameters: { "max mem": "1" } } }, /a parameter's name/],
    [{ edge: { site: { routing: { "docs/": "spa" } } } }, /a path such as \/ or \/docs/],
    [{ edge: { headers: { contentSecurityPolicy: { IMG: ["'self'"] } } } }, /a directive such as img-src/],
  ];
  for (const [wrong, rule] of rules) {
    it(`says what keys are like: ${JSON.stringify(wrong)}`, () => {
      const [problem, ...more] = dev(wrong).problems ?? [];
      assert.deepEqual(more, []);
      assert.match(problem?.allowed ?? "", rule);
    });
  }

  it("gives examples that would be taken where they stand", () => {
    const examples = (storage: object) => dev({ database: { storage } }).problems?.map(({ example }) => example);
    assert.deepEqual(examples({ allocatedGib: 19 }), ["20"]);
    assert.deepEqual(examples({ allocatedGib: 300, maxAllocatedGib: 500, iops: 12_000 }), [undefined]);
    assert.deepEqual(examples({ allocatedGib: 500, maxAllocatedGib: 510 }), [undefined]);
  });

  it("tells what to do about a service that is new to AWS", () => {
    const [problem] = dev({ network: { interfaceEndpoints: ["brand-new"] } }).problems ?? [];
    assert.match(problem?.allowed ?? "", /since 2026-10 is added to infra\/settings\/aws-offers\.json/);
  });

  const mysql = (database: object) => ({ database: { engine: "mysql", ...database } });
  const serverless = (cache: object) => ({ cache: { kind: "serverless", ...cache } });
  const memcached = { engine: "memcached", majorEngineVersion: "1.6" };
  const snapshotArn = "arn:aws:elasticache:eu-west-1:123456789012:serverlesscachesnapshot:one";
  const memcached8 = { engine: "memcached", majorEngineVersion: "8" };
  const backTo = (pointInTime: string, of = "prod-database") => ({ database: { restore: { pointInTime, of } } });
  const refused: [string, Record<string, unknown>, string][] = [
    ["one zone", { network: { zones: ["a"] } }, "network.zones"],
    ["a boundary by its name", { identity: { permissionsBoundary: "most" } }, "identity.permissionsBoundary"],
    ["a zone twice", { network: { zones: ["a", "a"] } }, "network.zones"],
    ["a block with host bits", { network: { cidrBlock: "10.0.1.0/16" } }, "network.cidrBlock"],
    ["a block that is too small", { network: { cidrBlock: "10.0.0.0/24" } }, "network.cidrBlock"],
    ["a public block", { network: { cidrBlock: "8.8.0.0/16" } }, "network.cidrBlock"],
    ["a block beside the private ones", { network: { cidrBlock: "172.32.0.0/16" } }, "network.cidrBlock"],
    ["an endpoint twice", { network: { interfaceEndpoints: ["ssm", "ssm"] } }, "network.interfaceEndpoints"],
    [
      "an endpoint without private names",
      { network: { interfaceEndpoints: ["dynamodb-streams"] } },
      "network.interfaceEndpoints.0",
    ],
    ["data without a tier for it", { network: { tiers: ["public", "private"] } }, "network.tiers"],
    [
      "NAT without public subnets",
      { network: { tiers: ["isolated", "private"], natGateways: "single" } },
      "network.natGateways",
    ],
    ["a default port", { database: { port: 3306 } }, "database.port"],
    ["a default user name", { database: { masterUsername: "postgres" } }, "database.masterUsername"],
    ["nothing to restore", { database: { restore: {} } }, "database.restore"],
    ["a moment of nobody", { database: { restore: { pointInTime: "latest" } } }, "database.restore"],
    [
      "a snapshot and a moment",
      { database: { restore: { snapshot: "a", pointInTime: "latest" } } },
      "database.restore",
    ],
    ["a moment without its zone", backTo("2026-10-20T09:30:00"), "database.restore.pointInTime"],
    ["a moment that is a word", backTo("yesterday"), "database.restore.pointInTime"],
    ["no name of a snapshot", { database: { restore: { snapshot: "a--b" } } }, "database.restore.snapshot"],
    ["no name of an instance", backTo("latest", "DB-1"), "database.restore.of"],
    ["a version of another engine", { database: { engine: "mysql", engineVersion: "17" } }, "database.engineVersion"],
    ["six days of backups", { database: { backup: { retentionDays: 6 } } }, "database.backup.retentionDays"],
    ["IOPS for small storage", { database: { storage: { iops: 14000 } } }, "database.storage.allocatedGib"],
    [
      "throughput beyond a quarter of the IOPS",
      { database: { storage: { allocatedGib: 400, maxAllocatedGib: 500, iops: 12000, throughputMibps: 3001 } } },
      "database.storage.throughputMibps",
    ],
    [
      "more throughput than a quarter of what comes with the size",
      { database: { storage: { allocatedGib: 400, maxAllocatedGib: 500, throughputMibps: 3001 } } },
      "database.storage.throughputMibps",
    ],
    [
      "autoscaling by less than a tenth",
      { database: { storage: { allocatedGib: 100, maxAllocatedGib: 109 } } },
      "database.storage.maxAllocatedGib",
    ],
    [
      "PostgreSQL without TLS",
      { database: { parameters: { "rds.force_ssl": "0" } } },
      "database.parameters.rds.force_ssl",
    ],
    [
      "MySQL without TLS",
      mysql({ parameters: { REQUIRE_SECURE_TRANSPORT: "0" } }),
      "database.parameters.REQUIRE_SECURE_TRANSPORT",
    ],
    [
      "cluster mode by a parameter",
      { cache: { parameters: { "cluster-enabled": "yes" } } },
      "cache.parameters.cluster-enabled",
    ],
    ["an unknown minor version", { database: { engineVersion: "17.0" } }, "database.engineVersion"],
    ["a major version to come", { database: { engineVersion: "19" } }, "database.engineVersion"],
    ["a version that MySQL never had on RDS", mysql({ engineVersion: "8.1" }), "database.engineVersion"],
    ["a class of no size", { database: { instanceClass: "db.m7g.medium" } }, "database.instanceClass"],
    ["a class of no family", { database: { instanceClass: "db.t5.micro" } }, "database.instanceClass"],
    ["insights on small MySQL", mysql({ insights: { enabled: true } }), "database.insights.enabled"],
    ["windows that meet", { database: { maintenanceWindow: "wed:01:30-wed:02:30" } }, "database.maintenanceWindow"],
    ["a short window", { database: { backup: { window: "01:00-01:20" } } }, "database.backup.window"],
    [
      "a proxy without IAM",
      { database: { iamAuthentication: false, proxy: { enabled: true } } },
      "database.iamAuthentication",
    ],
    ["a cache without replicas", { cache: { replicas: 0 } }, "cache.replicas"],
    ["one Memcached node", { cache: { kind: "memcached", nodes: 1 } }, "cache.nodes"],
    ["a key of another kind", { cache: { kind: "memcached", replicas: 1 } }, "cache.replicas"],
    ["a node type of no size", { cache: { nodeType: "cache.t4g.large" } }, "cache.nodeType"],
    [
      "a node type that Memcached lacks",
      { cache: { kind: "memcached", nodeType: "cache.r6gd.xlarge" } },
      "cache.nodeType",
    ],
    ["a version of Redis OSS with no IAM", { cache: { engine: "redis", engineVersion: "6.2" } }, "cache.engineVersion"],
    ["a version that Valkey never had", { cache: { engineVersion: "8.9" } }, "cache.engineVersion"],
    ["Memcached without TLS", { cache: { kind: "memcached", engineVersion: "1.6.6" } }, "cache.engineVersion"],
    ["an unknown Memcached", { cache: { kind: "memcached", engineVersion: "1.6.21" } }, "cache.engineVersion"],
    ["a minor version, serverless", serverless({ majorEngineVersion: "8.0" }), "cache.majorEngineVersion"],
    ["Memcached of Valkey's version", serverless(memcached8), "cache.majorEngineVersion"],
    ["a snapshot by its ARN", { cache: { restore: { snapshot: snapshotArn } } }, "cache.restore.snapshot"],
    ["a snapshot by its name, serverless", serverless({ restore: { snapshot: "a" } }), "cache.restore.snapshot"],
    ["a snapshot for Memcached", serverless({ ...memcached, restore: { snapshot: snapshotArn } }), "cache.restore"],
    ["an unknown kind", { cache: { kind: "redis" } }, "cache.kind"],
    ["a section that is no object", { network: "eu-west-1" }, "network"],
    ["a section that is null", { database: null }, "database"],
  ];
  for (const [cache, version] of [
    [{}, "8.0"],
    [{ engine: "redis" }, "7.1"],
    [{ kind: "memcached" }, "1.6.22"],
    [{ kind: "serverless" }, "8"],
    [{ kind: "serverless", engine: "redis" }, "7"],
    [{ kind: "serverless", engine: "memcached" }, "1.6"],
  ] as const) {
    it(`completes the cache ${JSON.stringify(cache)} with a version of its engine`, () => {
      const found = dev({ cache }).settings?.cache;
      assert.ok(found);
      assert.equal("majorEngineVersion" in found ? found.majorEngineVersion : found.engineVersion, version);
    });
  }

  for (const stated of [
    { database: { engineVersion: "17.4" } },
    { database: { restore: { snapshot: "rds:prod-database-1a2b3c4-2026-10-20-01-02" } } },
    { database: { restore: { snapshot: "arn:aws:rds:eu-west-1:123456789012:snapshot:shared" } } },
    backTo("latest", "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    backTo("2026-10-20T09:30:00Z"),
    { database: { engineVersion: "18.99" } },
    { database: { engine: "mysql", engineVersion: "8.0.46-rds.20260908" } },
    { database: { storage: { allocatedGib: 100, maxAllocatedGib: 110 } } },
    { database: { storage: { allocatedGib: 400, maxAllocatedGib: 500, iops: 16000, throughputMibps: 4000 } } },
    { database: { applyImmediately: false, engineVersion: "18" } },
    { cache: { engineVersion: "9.7" } },
    { cache: { kind: "serverless", majorEngineVersion: "10" } },
  ]) {
    it(`takes ${JSON.stringify(stated)}`, () => assert.equal(paths(stated), undefined));
  }

  for (const [what, stated, path] of refused) {
    it(`refuses ${what}`, () => assert.deepEqual(paths(stated), [`web-platform:${path}`]));
  }

  it("turns any object at all into settings or problems, never an exception", () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom("environment", "network", "database", "cache"), fc.string()),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, fc.option(fc.string(), { nil: undefined }), (stated, anyRegion) => {
        const outcome = parseSettings(stated, anyRegion);
        assert.ok(outcome.settings !== undefined || outcome.problems.length > 0);
        if (outcome.problems) new SettingsError("dev", outcome.problems);
      }),
      { numRuns: 300 },
    );
  });

  it("turns any values of known keys into settings or problems, never an exception", function () {
    this.timeout(60_000);
    const { settings } = parseSettings({ environment: "prod" }, region);
    const section = (known: object) => fc.dictionary(fc.constantFrom(...Object.keys(known)), fc.anything());
    assert.ok(settings?.database && settings.cache);
    fc.assert(
      fc.property(
        section(settings.network),
        section(settings.database),
        section(settings.cache),
        (network, database, cache) => {
          const outcome = parseSettings({ environment: "prod", network, database, cache }, region);
          assert.ok(outcome.settings !== undefined || outcome.problems.length > 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
