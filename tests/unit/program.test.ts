import assert from "node:assert/strict";
import platform from "../../infra/index";
import { SettingsError } from "../../infra/settings";
import { assertIncludes } from "./assert-includes";
import { deploy } from "./harness";
import { stackOf as stack } from "./variants";

describe("the program", () => {
  for (const environment of ["dev", "prod"]) {
    it(`builds network, database, cache and edge of ${environment}, and publishes where they are`, async () => {
      const { outputs, one } = await deploy(platform, stack(environment));
      one("web-platform:edge:Edge", "edge");
      assert.deepEqual(outputs.site, {
        url: "https://d1.cloudfront.net",
        distributionId: "edge-id",
        domainName: "d1.cloudfront.net",
        bucket: "bucket-0a1b2c3",
      });
      assert.deepEqual(outputs.releases, { bucket: "bucket-0a1b2c3" });
      one("web-platform:network:Network", "network");
      one("web-platform:data:Database", "database");
      one("web-platform:data:Cache", "cache");
      assert.equal(outputs.database?.port, 15432);
      assert.deepEqual(outputs.availabilityZones.slice(0, 2), ["eu-west-1a", "eu-west-1b"]);
    });
  }

  it("gives the stack's default tags to what AWS makes for it", async () => {
    const tags = { Project: "shop", "cost-center": "42" };
    const { one } = await deploy(
      platform,
      stack(
        "dev",
        { compute: { kind: "instances" }, network: { natGateways: "single" } },
        { "aws:defaultTags": { tags } },
      ),
    );
    const { tagSpecifications } = one("aws:ec2/launchTemplate:LaunchTemplate").inputs as {
      readonly tagSpecifications: { readonly tags: Readonly<Record<string, unknown>> }[];
    };
    assert.equal(tagSpecifications.length, 3);
    for (const specification of tagSpecifications) assertIncludes(specification.tags, tags);
    const group = one("aws:autoscaling/group:Group").inputs["tags"] as { readonly key: string }[];
    assert.deepEqual(group.map(({ key }) => key).sort(), ["Name", "Project", "cost-center"]);
  }).timeout(60_000);

  it("has what it names itself begin as the names that Pulumi makes up", async () => {
    const prefixOf = async (...more: object[]) => {
      const { resources } = await deploy(platform, stack("prod", {}, ...more));
      const tags = resources.flatMap(
        ({ inputs }) => (inputs["tags"] as { readonly Name?: string } | undefined)?.Name ?? [],
      );
      assert.ok(tags.length > 30);
      return [...new Set(tags.map((name) => name.slice(0, name.indexOf("-") + 1)))];
    };
    assert.deepEqual(await prefixOf(), ["prod-"]);
    assert.deepEqual(await prefixOf({ "pulumi:autonaming": { pattern: "former-${name}-${hex(7)}" } }), ["former-"]);
  }).timeout(60_000);

  it("changes the roles of a stack that is given a boundary, and nothing else", async () => {
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/most";
    const inputsOf = async (settings: Parameters<typeof stack>[1]) => {
      const { resources } = await deploy(platform, stack("dev", settings));
      return new Map(resources.map(({ type, name, inputs }) => [`${type} ${name}`, JSON.stringify(inputs)]));
    };
    const [before, after] = [await inputsOf({}), await inputsOf({ identity: { permissionsBoundary } })];
    const other = [...after].filter(([resource, inputs]) => before.get(resource) !== inputs).map(([name]) => name);
    const roles = [...before.keys()].filter((name) => name.startsWith("aws:iam/role:Role "));
    assert.deepEqual([other.sort(), after.size], [roles.sort(), before.size]);
  }).timeout(60_000);

  it("is told when nothing says what names begin with", async () => {
    await assert.rejects(
      deploy(platform, stack("dev", {}, { "pulumi:autonaming": { pattern: "${name}-${hex(7)}" } })),
      (error: unknown) =>
        error instanceof SettingsError && /pulumi:autonaming: .*what names begin with/.test(error.message),
    );
  });

  it("leaves out what the stack file disables", async () => {
    const { outputs, all } = await deploy(
      platform,
      stack("dev", { database: { enabled: false }, cache: { enabled: false }, edge: { enabled: false } }),
    );
    assert.deepEqual([outputs.database, outputs.cache, outputs.site], [undefined, undefined, undefined]);
    const parts = ["data:Database", "data:Cache", "edge:Edge"].map((part) => `web-platform:${part}`);
    assert.deepEqual(parts.flatMap(all), []);
  });

  it("stops before the first resource when settings are wrong", async () => {
    await assert.rejects(
      deploy(platform, stack("dev", { network: { zones: ["a"] }, databse: {} })),
      (error: unknown) => error instanceof SettingsError && error.problems.length === 2,
    );
  });

  it("does not pass over settings whose namespace is misspelt", async () => {
    await assert.rejects(
      deploy(platform, stack("dev", {}, { "web-platfrom:database": { engine: "mysql" } })),
      (error: unknown) =>
        error instanceof SettingsError && /web-platfrom:database: .*"web-platform:"/.test(error.message),
    );
  });

  it("is told the settings of its own namespace, whatever the project is called", async () => {
    const { outputs } = await deploy(platform, { ...stack("dev"), project: "shop" });
    assert.equal(outputs.database?.port, 15432);
    await assert.rejects(
      deploy(platform, { ...stack("dev", {}, { "shop:environment": "prod" }), project: "shop" }),
      (error: unknown) => error instanceof SettingsError && /shop:environment: .*"web-platform:"/.test(error.message),
    );
  });

  it("never repeats a secret that stands where a setting belongs", async () => {
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(["web-platform:database"]);
    try {
      await assert.rejects(
        deploy(platform, stack("dev", { database: { masterPassword: "hunter2-hunter2" } })),
        (error: unknown) =>
          error instanceof SettingsError && /hold no secrets/.test(error.message) && !/hunter2/.test(error.message),
      );
    } finally {
      delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
    }
  });
});
