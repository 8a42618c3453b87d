import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { Functions } from "../../../../infra/compute/functions/functions";
import type { Use } from "../../../../infra/settings";
import { deploy } from "../../harness";
import { cache, computed, noData, presetApi, presetFunction, types } from "./functions-fixture";

const instances = { listenerArn: "arn:listener", clientSecurityGroupId: "sg-client" };

/** The sample's functions, of which one uses the cache, and a route to instances. */
function deployed() {
  return deploy(
    () => {
      const { apiId, apiArn, apiExecutionArn, apiEndpoint, functionNames } = new Functions("compute", {
        api: presetApi,
        functions: { health: presetFunction, posts: { ...presetFunction, uses: ["cache"] } },
        routes: [
          { route: "GET /api/health", to: "function health" },
          { route: "GET /api/posts", to: "function posts" },
          { route: "ANY /api/users/{proxy+}", to: "instances" },
        ],
        releases: { bucket: "releases", provider: {} },
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        zoneIds: ["euw1-az1", "euw1-az2"],
        code: (entry) => Promise.resolve(`// ${entry}`),
        accessOf: (_: string, uses: readonly Use[]) => (uses.includes("cache") ? cache() : noData()),
        instances,
      });
      return { apiId, apiArn, apiExecutionArn, apiEndpoint, functionNames };
    },
    { computed },
  );
}

describe("Functions", () => {
  let deployment: Awaited<ReturnType<typeof deployed>>;
  before(async () => {
    deployment = await deployed();
  });

  it("are bundled from their folders", async () => {
    const { assets } = deployment.one(types.fn, "compute-health").inputs["code"] as {
      assets: Promise<Record<string, pulumi.asset.FileAsset>>;
    };
    const path = await (await assets)["index.js"]?.path;
    assert.ok(path);
    assert.match(readFileSync(path, "utf8"), /^\/\/ app\/functions\/health\/index\.ts$/m);
  });

  it("have a role, a log group and an alias each", () => {
    for (const type of [types.fn, types.role, types.alias]) {
      assert.deepEqual(
        deployment
          .all(type)
          .map(({ name }) => name)
          .sort(),
        ["compute-health", "compute-posts"],
      );
    }
    assert.deepEqual(
      deployment
        .all(types.logGroup)
        .map(({ name }) => name)
        .sort(),
      ["compute-api", "compute-health", "compute-posts"],
    );
  });

  it("reach the data that they use, each its own", () => {
    assert.equal(deployment.one(types.fn, "compute-health").inputs["vpcConfig"], undefined);
    assert.deepEqual(deployment.one(types.fn, "compute-posts").inputs["vpcConfig"], {
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["compute-posts-id", "sg-cache"],
    });
  });

  it("are behind one API, with the instances", () => {
    assert.deepEqual(
      Object.fromEntries(deployment.all(types.route).map(({ inputs }) => [inputs["routeKey"], inputs["target"]])),
      {
        "GET /api/health": "integrations/compute-api-health-id",
        "GET /api/posts": "integrations/compute-api-posts-id",
        "ANY /api/users/{proxy+}": "integrations/compute-api-link-id",
      },
    );
  });

  it("tell where they are", () => {
    assert.deepEqual(deployment.outputs, {
      apiId: "compute-api-id",
      apiArn: "arn:aws:mock:eu-west-1:123456789012:aws:apigatewayv2/api:Api/compute-api",
      apiExecutionArn: "arn:aws:execute-api:eu-west-1:123456789012:a1",
      apiEndpoint: "https://a1.execute-api.example",
      functionNames: { health: "compute-health-0a1b2c3", posts: "compute-posts-0a1b2c3" },
    });
  });
});
