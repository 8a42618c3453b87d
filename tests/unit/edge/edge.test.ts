import assert from "node:assert/strict";
import { Edge, type EdgeArgs } from "../../../infra/edge/edge";
import { cachedRoutes } from "../../../infra/edge/cached-routes";
import { deploy } from "../harness";
import { apiGateway, settingsOf, types } from "./edge-fixture";

const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const provider = "pulumi:providers:aws";
const domain = { name: "example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ", www: "canonical" } as const;

const edge = (args: Partial<EdgeArgs> = {}) =>
  deploy(
    () => {
      const made = new Edge("edge", {
        settings: settingsOf("prod"),
        site: { folder: "/site", files: new Map(), manifest: new Map([["index.html", "1"]]) },
        origin: apiGateway,
        cachedRoutes: [],
        region: "eu-west-1",
        provider: { region: "eu-west-1", profile: "shop" },
        ...args,
      });
      return { url: made.url, distributionId: made.distributionId, domainName: made.domainName, bucket: made.bucket };
    },
    {
      computed: {
        [types.distribution]: {
          arn: "arn:aws:cloudfront::123456789012:distribution/E1",
          domainName: "d1.cloudfront.net",
          hostedZoneId: "Z2FDTNDATAQYW2",
        },
        "aws:s3/bucket:Bucket": { bucket: "bucket-1", bucketRegionalDomainName: "bucket-1.s3.amazonaws.com" },
        "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
          arn: "arn:aws:logs:us-east-1:123456789012:delivery-source:edge",
        },
        "aws:acm/certificate:Certificate": {
          domainValidationOptions: ["example.com", "www.example.com"].map((domainName) => ({
            domainName,
            resourceRecordName: "_1",
            resourceRecordType: "CNAME",
            resourceRecordValue: "_2",
          })),
        },
        [types.record]: { fqdn: "validated" },
        [object]: { versionId: "v1" },
        "aws:lambda/functionUrl:FunctionUrl": { functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/" },
      },
    },
  );

describe("Edge", () => {
  it("lets that distribution, and nobody else, read the site in its bucket, and nothing beside it", async () => {
    const { one } = await edge();
    const { Statement } = one(types.bucketPolicy, "edge-site").inputs["policy"] as { Statement: object[] };
    assert.deepEqual(Statement.slice(1), [
      {
        Sid: "Distribution",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::bucket-1/site/*",
        Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
      },
      // So that what is not there is 404.
      {
        Sid: "Missing",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::bucket-1",
        Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
      },
    ]);
  });

  it("has a function that answers what is not there, also for a site without a page for it", async () => {
    const { one } = await edge();
    assert.equal(one("aws:lambda/functionUrl:FunctionUrl").inputs["authorizationType"], "AWS_IAM");
    const { defaultCacheBehavior } = one(types.distribution).inputs as { defaultCacheBehavior: object };
    assert.equal((defaultCacheBehavior as { targetOriginId: string }).targetOriginId, "site-or-not-found");
  });

  it("has in us-east-1 what has to be there, reached as the stack's own provider is", async () => {
    const { one } = await edge({ settings: settingsOf("prod", { domain }) });
    const { inputs } = one(provider);
    assert.deepEqual([inputs["region"], inputs["profile"]], ["us-east-1", "shop"]);
  });

  it("makes the firewall, the certificate and the log delivery there", async () => {
    const { resources } = await edge({ settings: settingsOf("prod", { domain }) });
    const there = resources.filter(({ provider: name }) => name === "edge-us-east-1").map(({ type }) => type);
    for (const type of [
      types.acl,
      "aws:acm/certificate:Certificate",
      "aws:acm/certificateValidation:CertificateValidation",
      "aws:cloudwatch/logDeliverySource:LogDeliverySource",
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      "aws:cloudwatch/logDelivery:LogDelivery",
    ])
      assert.ok(there.includes(type), type);
  });

  it("has a firewall where the settings say so", async () => {
    assert.equal((await edge()).one(types.distribution).inputs["webAclId"] !== undefined, true);
    const without = await edge({ settings: settingsOf("dev") });
    assert.deepEqual(without.all(types.acl), []);
  });

  it("is at the distribution's name without a domain", async () => {
    const { outputs, all } = await edge();
    assert.deepEqual(outputs, {
      url: "https://d1.cloudfront.net",
      distributionId: "edge-id",
      domainName: "d1.cloudfront.net",
      bucket: "bucket-1",
    });
    assert.deepEqual(all(types.record), []);
  });

  it("is at the domain's canonical host, to which the other redirects", async () => {
    const { outputs, one, all } = await edge({ settings: settingsOf("prod", { domain }) });
    assert.equal(outputs.url, "https://www.example.com");
    assert.deepEqual(one(types.distribution).inputs["aliases"], ["example.com", "www.example.com"]);
    assert.match(String(one(types.function, "edge-site").inputs["code"]), /www\.example\.com/);
    assert.equal(all(types.record).filter(({ inputs }) => inputs["aliases"] !== undefined).length, 4);
  });

  it("publishes the site once the distribution is there", async () => {
    const { one } = await edge();
    const marker = one(object, "edge-marker").inputs;
    assert.equal(marker["bucket"], "bucket-1");
    assert.deepEqual(JSON.parse(String(marker["content"])), {
      manifest: "v1",
      bucket: "bucket-1",
      distribution: "edge-id",
    });
  });

  for (const environment of ["dev", "prod"] as const) {
    it(`${environment === "prod" ? "protects" : "does not protect"} distribution and site in ${environment}`, async () => {
      const { one } = await edge({ settings: settingsOf(environment) });
      const expected = environment === "prod";
      assert.equal(one(types.distribution).protect, expected);
      assert.equal(one("aws:s3/bucket:Bucket", "edge-site").protect, expected);
      assert.equal(one("aws:s3/bucket:Bucket", "edge-access-logs").inputs["forceDestroy"], !expected);
    });
  }
});

describe("cached routes", () => {
  it("are those of the table that say so", () => {
    const found = cachedRoutes([
      { route: "GET /api/posts", to: "function posts", cacheSeconds: 60 },
      { route: "GET /api/users", to: "instances" },
    ]);
    assert.deepEqual(found, [
      {
        path: [
          { kind: "literal", text: "api" },
          { kind: "literal", text: "posts" },
        ],
        cacheSeconds: 60,
      },
    ]);
  });
});
