import assert from "node:assert/strict";
import { environments } from "../../../infra/settings/presets";
import { assertIncludes } from "../assert-includes";
import { cacheTypes, deployed, identifier } from "./cache-fixture";

describe("Memcached", () => {
  for (const environment of environments) {
    it(`in ${environment} has nodes in different zones and demands TLS`, async () => {
      const { inputs } = (await deployed("memcached", {}, environment)).one(cacheTypes.memcached);
      assertIncludes(inputs, {
        engine: "memcached",
        azMode: "cross-az",
        transitEncryptionEnabled: true,
        subnetGroupName: identifier,
        parameterGroupName: identifier,
      });
      const zones = inputs["preferredAvailabilityZones"] as string[];
      assert.equal(zones.length, inputs["numCacheNodes"]);
      assert.ok(new Set(zones).size >= 2);
    });
  }

  it("has nothing at rest, so no key, and no users", async () => {
    const deployment = await deployed("memcached");
    assert.deepEqual(deployment.all("aws:kms/key:Key"), []);
    assert.deepEqual(deployment.all("aws:elasticache/user:User"), []);
    assert.equal(deployment.outputs.user, undefined);
  });

  it("takes its settings", async () => {
    const deployment = await deployed("memcached", {
      engineVersion: "1.6.17",
      nodeType: "cache.r7g.large",
      nodes: 5,
      parameters: { max_item_size: "2097152" },
      maintenanceWindow: "mon:05:00-mon:06:00",
      applyImmediately: true,
    });
    assertIncludes(deployment.one(cacheTypes.memcached).inputs, {
      engineVersion: "1.6.17",
      nodeType: "cache.r7g.large",
      numCacheNodes: 5,
      maintenanceWindow: "mon:05:00-mon:06:00",
      applyImmediately: true,
    });
    assertIncludes(deployment.one("aws:elasticache/parameterGroup:ParameterGroup").inputs, {
      family: "memcached1.6",
      parameters: [{ name: "max_item_size", value: "2097152" }],
    });
  });

  it("tells where it is", async () => {
    const { outputs } = await deployed("memcached");
    assert.deepEqual([outputs.endpoint, outputs.port, outputs.reader], ["memcached.local", 11211, undefined]);
  });
});
