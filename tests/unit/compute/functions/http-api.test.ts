import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { sourceOf } from "../../../../infra/compute/functions/function-permission";
import { HttpApi } from "../../../../infra/compute/functions/http-api";
import { routeTable } from "../../../../infra/compute/routes/route-table";
import type { ApiRouteSettings, ApiSettings } from "../../../../infra/settings";
import { assertIncludes } from "../../assert-includes";
import { deploy, type Deployment, type Registration } from "../../harness";
import { computed, presetApi, types, waitsFor } from "./functions-fixture";

const posts: ApiRouteSettings = { route: "GET /api/posts/{id}", to: "function posts" };
const status: ApiRouteSettings = { route: "ANY /status/{proxy+}", to: "function health" };
const users: ApiRouteSettings = { route: "ANY /api/users", to: "instances" };

const invocable = (name: string) => ({
  functionName: pulumi.output(`${name}-fn`),
  aliasName: pulumi.output("live"),
  invokeArn: pulumi.output(`arn:invoke-${name}`),
});

const instances = { listenerArn: "arn:listener", clientSecurityGroupId: "sg-client" };

interface Stated {
  readonly routes?: ApiRouteSettings[];
  readonly api?: Partial<ApiSettings>;
  readonly instances?: typeof instances & { readonly serverName?: string };
  readonly zoneIds?: string[];
}

/** An API named `api` before the functions posts and health. */
function deployed({ routes = [posts, status], api = {}, instances, zoneIds = ["euw1-az1", "euw1-az2"] }: Stated = {}) {
  return deploy(
    () => {
      const { id, arn, executionArn, endpoint, domainTarget } = new HttpApi("api", {
        ...presetApi,
        ...api,
        routes,
        functions: { posts: invocable("posts"), health: invocable("health") },
        instances,
        subnetIds: ["subnet-1", "subnet-2", "subnet-3"].slice(0, zoneIds.length),
        zoneIds,
      });
      return { id, arn, executionArn, endpoint, domainTarget };
    },
    { computed },
  );
}

function routeOf(deployment: Deployment<unknown>, routeKey: string): Registration {
  const [found, ...more] = deployment.all(types.route).filter(({ inputs }) => inputs["routeKey"] === routeKey);
  assert.ok(found && more.length === 0, `one route ${routeKey}`);
  return found;
}

describe("HttpApi", () => {
  let plain: Awaited<ReturnType<typeof deployed>>;
  before(async () => {
    plain = await deployed();
  });

  it("sends each route to its function's alias, in payload format 2.0", () => {
    assert.equal(plain.all(types.route).length, 2);
    assertIncludes(plain.one(types.integration, "api-posts").inputs, {
      apiId: "api-id",
      integrationType: "AWS_PROXY",
      integrationUri: "arn:invoke-posts",
      integrationMethod: "POST",
      payloadFormatVersion: "2.0",
    });
    assertIncludes(routeOf(plain, "GET /api/posts/{id}").inputs, {
      apiId: "api-id",
      target: "integrations/api-posts-id",
    });
    assertIncludes(routeOf(plain, "ANY /status/{proxy+}").inputs, { target: "integrations/api-health-id" });
  });

  it("may call a function by its alias, for the routes that lead to it alone, before they do", () => {
    const permissions = plain.all(types.permission);
    assert.deepEqual(
      permissions.map(({ inputs }) => inputs),
      [
        ["posts-fn", "GET/api/posts/*"],
        ["health-fn", "*/status/*"],
      ].map(([fn, source]) => ({
        action: "lambda:InvokeFunction",
        function: fn,
        qualifier: "live",
        principal: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:eu-west-1:123456789012:a1/*/${source}`,
      })),
    );
    assert.ok(waitsFor(routeOf(plain, "GET /api/posts/{id}")).includes(`${types.integration} api-posts`));
    assert.ok(
      waitsFor(plain.one(types.integration, "api-posts")).includes(`${types.permission} ${permissions[0]?.name}`),
    );
  });

  it("deploys every change to its one stage, throttled", () => {
    assertIncludes(plain.one(types.stage).inputs, {
      apiId: "api-id",
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
      routeSettings: [],
    });
  });

  it("throttles single routes, which come before the stage", async () => {
    const throttled = { ...posts, throttling: { rate: 1, burst: 2 } };
    const deployment = await deployed({ routes: [throttled, status] });
    const stage = deployment.one(types.stage);
    assertIncludes(stage.inputs, {
      routeSettings: [{ routeKey: "GET /api/posts/{id}", throttlingRateLimit: 1, throttlingBurstLimit: 2 }],
    });
    const routes = deployment.all(types.route).map(({ name }) => `${types.route} ${name}`);
    assert.deepEqual(
      routes.filter((route) => !waitsFor(stage).includes(route)),
      [],
    );
  });

  it("logs requests as JSON, without what may be secret, to a group that ends", async () => {
    const { one } = await deployed({ api: { accessLogRetentionDays: 30 } });
    assert.deepEqual(one(types.logGroup).inputs, { retentionInDays: 30 });
    const { destinationArn, format } = one(types.stage).inputs["accessLogSettings"] as Record<string, string>;
    assert.match(String(destinationArn), /logGroup:LogGroup\/api$/);
    const fields = Object.values(JSON.parse(String(format)) as Record<string, string>);
    for (const field of ["requestId", "identity.sourceIp", "routeKey", "status", "authorizer.error"]) {
      assert.ok(fields.includes(`$context.${field}`), field);
    }
    assert.ok(!String(format).includes("\n"));
    assert.doesNotMatch(String(format), /path|query|claims|token|header/i);
  });

  it("asks for a token where there is an authorizer, but where a route says otherwise", async () => {
    const deployment = await deployed({
      routes: [posts, { ...status, authorization: "none" }],
      api: { authorizer: { issuer: "https://login.example", audience: ["web"] } },
    });
    assertIncludes(deployment.one(types.authorizer).inputs, {
      apiId: "api-id",
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: "https://login.example", audiences: ["web"] },
    });
    assertIncludes(routeOf(deployment, "GET /api/posts/{id}").inputs, {
      authorizationType: "JWT",
      authorizerId: "api-id",
    });
    assertIncludes(routeOf(deployment, "ANY /status/{proxy+}").inputs, {
      authorizationType: "NONE",
      authorizerId: undefined,
    });
  });

  it("asks for no token where there is no authorizer", () => {
    assert.deepEqual(plain.all(types.authorizer), []);
    assertIncludes(routeOf(plain, "GET /api/posts/{id}").inputs, { authorizationType: "NONE" });
  });

  it("lets other sites call only where that is asked for", async () => {
    assertIncludes(plain.one(types.api).inputs, { protocolType: "HTTP", corsConfiguration: undefined });
    const cors = {
      allowOrigins: ["https://example.com"],
      allowMethods: ["GET"],
      allowHeaders: ["content-type"],
      allowCredentials: true,
    };
    const { one } = await deployed({ api: { cors: { ...cors, maxAgeSeconds: 300 } } });
    assertIncludes(one(types.api).inputs, { corsConfiguration: { ...cors, maxAge: 300 } });
  });

  describe("before instances", () => {
    it("leaves out the subnets in zones that have no VPC links", async () => {
      const zoneIds = ["use1-az6", "use1-az3", "use1-az1"];
      const { one } = await deployed({ routes: [users], instances, zoneIds });
      assert.deepEqual(one(types.vpcLink).inputs["subnetIds"], ["subnet-1", "subnet-3"]);
    });

    it("reaches them through a link that may reach the load balancer alone", async () => {
      const deployment = await deployed({ routes: [posts, users], instances });
      assert.deepEqual(deployment.one(types.vpcLink).inputs["securityGroupIds"], ["sg-client"]);
      assert.deepEqual(deployment.one(types.vpcLink).inputs["subnetIds"], ["subnet-1", "subnet-2"]);
      assertIncludes(deployment.one(types.integration, "api-link").inputs, {
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        integrationUri: "arn:listener",
        connectionType: "VPC_LINK",
        connectionId: "api-link-id",
        tlsConfig: undefined,
      });
      assertIncludes(routeOf(deployment, "ANY /api/users").inputs, { target: "integrations/api-link-id" });
      assert.equal(deployment.all(types.permission).length, 1, "of the route to a function");
    });

    it("verifies the name on their certificate", async () => {
      const { one } = await deployed({ routes: [users], instances: { ...instances, serverName: "api.example.com" } });
      assertIncludes(one(types.integration, "api-link").inputs, {
        tlsConfig: { serverNameToVerify: "api.example.com" },
      });
    });

    it("has no link without them", () => {
      assert.deepEqual(plain.all(types.vpcLink), []);
    });

    it("refuses a route that leads nowhere", async () => {
      await assert.rejects(
        async () => deployed({ routes: [users] }),
        /ANY \/api\/users leads to instances, which is not there/,
      );
    });
  });

  describe("its address", () => {
    const domain = { name: "api.example.com", certificateArn: "arn:certificate" };

    it("is the generated one", () => {
      assertIncludes(plain.one(types.api).inputs, { disableExecuteApiEndpoint: false });
      assert.deepEqual(plain.all(types.domain), []);
      assertIncludes(plain.outputs, { endpoint: "https://a1.execute-api.example", domainTarget: undefined });
    });

    it("may be a domain of its own besides", async () => {
      const { one, all, outputs } = await deployed({ api: { domain } });
      assert.deepEqual(one(types.domain).inputs, {
        domainName: "api.example.com",
        domainNameConfiguration: {
          certificateArn: "arn:certificate",
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      });
      assert.deepEqual(all(types.record), [], "nobody said where its record belongs");
      assert.deepEqual(one(types.mapping).inputs, { apiId: "api-id", domainName: "api-id", stage: "api-id" });
      assert.equal(outputs.endpoint, "https://a1.execute-api.example");
      assert.ok(outputs.domainTarget, "its DNS record has something to point at");
    });

    it("leads to the API by a record, where the hosted zone is stated, and is known once it does", async () => {
      const stated = { ...domain, hostedZoneId: "Z1" };
      const { one, outputs } = await deployed({ api: { domain: stated, executeApiEndpoint: false } });
      assertIncludes(one(types.record).inputs, { zoneId: "Z1", name: "api.example.com", type: "A" });
      assert.ok(one(types.record).dependencies.some((urn) => urn.includes(`${types.domain}::`)));
      assert.equal(outputs.endpoint, "https://api.example.com");
    });

    it("may be the domain alone", async () => {
      const { one, outputs } = await deployed({ api: { domain, executeApiEndpoint: false } });
      assertIncludes(one(types.api).inputs, { disableExecuteApiEndpoint: true });
      assert.equal(outputs.endpoint, "https://api.example.com");
    });
  });
});

describe("the source of a request in a permission", () => {
  for (const [route, source] of [
    ["GET /", "GET/"],
    ["POST /api/posts", "POST/api/posts"],
    ["/api/posts", "*/api/posts"],
    ["GET /api/posts/{id}/comments/{comment}", "GET/api/posts/*/comments/*"],
    ["ANY /api/users/{proxy+}", "*/api/users/*"],
  ] as const) {
    it(`is ${source} for ${route}`, () => {
      assert.deepEqual(routeTable([{ route, to: "function f" }]).map(sourceOf), [source]);
    });
  }
});
