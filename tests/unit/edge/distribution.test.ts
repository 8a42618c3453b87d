import assert from "node:assert/strict";
import { parsePattern } from "../../../infra/compute/routes/pattern";
import type { CachedRoute } from "../../../infra/edge/behaviors";
import { Distribution, type DistributionArgs } from "../../../infra/edge/distribution";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { apiGateway, settingsOf, types } from "./edge-fixture";

type Behavior = Readonly<Record<string, unknown>> & { pathPattern: string };

const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const notFound = { domainName: "abc.lambda-url.eu-west-1.on.aws", originAccessControlId: "control" };

async function distribution(args: Partial<DistributionArgs> = {}) {
  const deployment = await deploy(() => {
    const made = new Distribution("edge", {
      settings: settingsOf("prod"),
      bucketDomainName: "site.s3.eu-west-1.amazonaws.com",
      bucketPath: "/site",
      origin: apiGateway,
      plainFiles: [],
      notFound,
      cachedRoutes: [],
      region: "eu-west-1",
      ...args,
    });
    return { id: made.id };
  });
  const { inputs, protect } = deployment.one(types.distribution);
  return {
    ...deployment,
    inputs,
    protect,
    byDefault: inputs["defaultCacheBehavior"] as Behavior,
    ordered: inputs["orderedCacheBehaviors"] as Behavior[],
    origins: inputs["origins"] as Readonly<Record<string, unknown>>[],
  };
}

function cached(path: string, cacheSeconds: number): CachedRoute {
  const pattern = parsePattern(path);
  assert.ok(typeof pattern !== "string");
  return { path: pattern, cacheSeconds };
}

const functionArn = (name: string) => `arn:aws:mock:eu-west-1:123456789012:${types.function}/${name}`;

describe("Distribution", () => {
  it("has HTTP/2 and 3, IPv6, a default root object and the price class of the settings", async () => {
    const { inputs } = await distribution({ settings: settingsOf("dev", { priceClass: "PriceClass_200" }) });
    assertIncludes(inputs, {
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      defaultRootObject: "index.html",
      priceClass: "PriceClass_200",
      webAclId: undefined,
      loggingConfig: undefined,
    });
  });

  it("takes the site from the bucket's folder, by requests that it signs", async () => {
    const { origins, one } = await distribution();
    assertIncludes(one(types.originAccess).inputs, {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    assert.deepEqual(origins[0], {
      originId: "site",
      domainName: "site.s3.eu-west-1.amazonaws.com",
      originPath: "/site",
      originAccessControlId: "edge-id",
    });
  });

  it("asks another origin for the site's files that are not there, and for nothing of the API", async () => {
    const { inputs, origins, byDefault, ordered } = await distribution();
    assert.deepEqual(origins.at(-1), { originId: "not-found", ...notFound });
    assert.deepEqual(inputs["originGroups"], [
      {
        originId: "site-or-not-found",
        failoverCriteria: { statusCodes: [404] },
        members: [{ originId: "site" }, { originId: "not-found" }],
      },
    ]);
    assert.equal(byDefault["targetOriginId"], "site-or-not-found");
    assert.deepEqual(
      ordered.map(({ targetOriginId }) => targetOriginId),
      ["api"],
    );
  });

  it("serves the site by HTTPS, compressed and kept, for reading only", async () => {
    assertIncludes((await distribution()).byDefault, {
      targetOriginId: "site-or-not-found",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: optimized,
      originRequestPolicyId: undefined,
      functionAssociations: [{ eventType: "viewer-request", functionArn: functionArn("edge-site") }],
    });
  });

  it("hands the API everything, and keeps nothing that it answers", async () => {
    const { ordered } = await distribution();
    assert.deepEqual(
      ordered.map(({ pathPattern }) => pathPattern),
      ["/api/*"],
    );
    assertIncludes(ordered[0] ?? {}, {
      targetOriginId: "api",
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"],
      cachePolicyId: disabled,
      originRequestPolicyId: allViewerExceptHostHeader,
      functionAssociations: [{ eventType: "viewer-request", functionArn: functionArn("edge-api") }],
    });
  });

  it("calls an API of API Gateway by HTTPS, TLS 1.2", async () => {
    const { origins } = await distribution();
    assert.deepEqual(origins[1], {
      originId: "api",
      domainName: "api.example",
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    });
  });

  it("has the site alone where there is no API", async () => {
    const { origins, ordered, all } = await distribution({ origin: undefined });
    assert.deepEqual([origins.map(({ originId }) => originId), ordered], [["site", "not-found"], []]);
    assert.equal(all(types.function).length, 1);
  });

  it("keeps the answers of routes that say so, for so long, by path and query alone", async () => {
    const { ordered, all, one } = await distribution({
      cachedRoutes: [cached("/api/posts", 60), cached("/api/posts/{id}", 60), cached("/api/tags/{proxy+}", 5)],
    });
    assert.deepEqual(
      ordered.map(({ pathPattern, cachePolicyId }) => [pathPattern, cachePolicyId]),
      [
        ["/api/posts", "edge-60s-id"],
        ["/api/posts/*", "edge-60s-id"],
        ["/api/tags/*", "edge-5s-id"],
        ["/api/*", disabled],
      ],
    );
    for (const behavior of ordered.slice(0, -1)) {
      assertIncludes(behavior, { originRequestPolicyId: undefined, functionAssociations: undefined });
    }
    assert.equal(all(types.cachePolicy).length, 2);
    assertIncludes(one(types.cachePolicy, "edge-5s").inputs, { minTtl: 0, defaultTtl: 5, maxTtl: 5 });
    assertIncludes(
      one(types.cachePolicy, "edge-5s").inputs["parametersInCacheKeyAndForwardedToOrigin"] as Record<string, unknown>,
      {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    );
  });

  for (const path of ["/api/{proxy+}", "/api/{id}"]) {
    it(`has one behavior for the API where ${path} is all of it, and kept`, async () => {
      const { ordered } = await distribution({ cachedRoutes: [cached(path, 60)] });
      assert.deepEqual(
        ordered.map(({ pathPattern, cachePolicyId }) => [pathPattern, cachePolicyId]),
        [["/api/*", "edge-60s-id"]],
      );
    });
  }

  it("neither keeps an error nor shows another page instead", async () => {
    const responses = (await distribution()).inputs["customErrorResponses"] as Record<string, unknown>[];
    assert.deepEqual(
      responses.map(({ errorCode }) => errorCode),
      [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504],
    );
    for (const response of responses) {
      assertIncludes(response, { errorCachingMinTtl: 0, responseCode: undefined, responsePagePath: undefined });
    }
  });

  it("sends the security headers with everything", async () => {
    const { byDefault, ordered, one } = await distribution({ cachedRoutes: [cached("/api/posts", 60)] });
    for (const behavior of [byDefault, ...ordered]) assert.equal(behavior["responseHeadersPolicyId"], "edge-id");
    assert.deepEqual(one(types.headers).inputs["securityHeadersConfig"], {
      strictTransportSecurity: {
        accessControlMaxAgeSec: 31_536_000,
        includeSubdomains: false,
        preload: false,
        override: true,
      },
      contentTypeOptions: { override: true },
      contentSecurityPolicy: {
        contentSecurityPolicy:
          "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
        override: false,
      },
      frameOptions: { frameOption: "DENY", override: false },
      referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
    });
  });

  it("runs the functions of the settings", async () => {
    const { one } = await distribution({
      settings: settingsOf("prod", {
        site: { folder: "app/site", routing: { "/docs": "pages" } },
        sessionCookie: "my-session",
      }),
      canonicalHost: "www.example.com",
    });
    for (const name of ["edge-site", "edge-api"]) {
      assert.equal(one(types.function, name).inputs["runtime"], "cloudfront-js-2.0");
    }
    const code = (name: string) => String(one(types.function, name).inputs["code"]);
    assert.match(code("edge-site"), /"\/docs":\s*"pages"/);
    assert.match(code("edge-site"), /www\.example\.com/);
    assert.match(code("edge-api"), /my-session/);
  });

  it("is at its own name without a domain, and at the domain's with a certificate", async () => {
    const without = (await distribution()).inputs;
    assert.deepEqual([without["aliases"], without["viewerCertificate"]], [[], { cloudfrontDefaultCertificate: true }]);
    const names = ["example.com", "www.example.com"];
    const { inputs } = await distribution({ alias: { names, certificateArn: "arn:certificate" } });
    assert.deepEqual(inputs["aliases"], names);
    assert.deepEqual(inputs["viewerCertificate"], {
      acmCertificateArn: "arn:certificate",
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
  });

  it("is behind the firewall that it is given", async () => {
    assert.equal((await distribution({ webAclArn: "arn:acl" })).inputs["webAclId"], "arn:acl");
  });

  for (const deletionProtection of [true, false]) {
    it(`${deletionProtection ? "is" : "is not"} protected when told so`, async () => {
      const { protect } = await distribution({ settings: settingsOf("prod", { deletionProtection }) });
      assert.equal(protect, deletionProtection);
    });
  }
});
