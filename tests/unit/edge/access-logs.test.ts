import assert from "node:assert/strict";
import { AccessLogs, type AccessLogsArgs } from "../../../infra/edge/access-logs";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { types } from "./edge-fixture";

const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E1";
const sourceArn = "arn:aws:logs:us-east-1:123456789012:delivery-source:edge";
const logs = (args: Partial<AccessLogsArgs> = {}) =>
  deploy(
    () => ({
      bucket: new AccessLogs("edge", { distributionArn, retentionDays: 7, forceDestroy: true, ...args }).bucket,
    }),
    {
      computed: {
        "aws:cloudwatch/logDeliverySource:LogDeliverySource": { arn: sourceArn },
        "aws:s3/bucket:Bucket": { bucket: "logs-1", arn: "arn:aws:s3:::logs-1" },
      },
    },
  );

describe("AccessLogs", () => {
  it("go from the distribution to a bucket, as JSON", async () => {
    const { one, outputs } = await logs();
    assertIncludes(one("aws:cloudwatch/logDeliverySource:LogDeliverySource").inputs, {
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    });
    assertIncludes(one("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination").inputs, {
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::logs-1" },
    });
    assert.equal(outputs.bucket, "logs-1");
  });

  it("are delivered only once the bucket lets them in", async () => {
    const { dependencies } = (await logs()).one("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination");
    assert.ok(
      dependencies.some((urn) => urn.includes(`${types.bucketPolicy}::`)),
      String(dependencies),
    );
  });

  it("have no cookies in them, of which one is the session", async () => {
    const { one } = await logs();
    const fields = one("aws:cloudwatch/logDelivery:LogDelivery").inputs["recordFields"] as string[];
    assert.ok(fields.includes("cs-uri-stem") && fields.includes("sc-status"));
    assert.deepEqual(
      fields.filter((field) => /cookie|authorization/i.test(field)),
      [],
    );
  });

  it("are written by that delivery alone, in its place", async () => {
    const { one } = await logs();
    const { Statement } = one(types.bucketPolicy).inputs["policy"] as { Statement: { Sid?: string }[] };
    assert.deepEqual(
      Statement.find(({ Sid }) => Sid === "AccessLogs"),
      {
        Sid: "AccessLogs",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::logs-1/AWSLogs/123456789012/CloudFront/*",
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": sourceArn },
        },
      },
    );
  });

  it("are kept for as long as is stated, and go with the stack only where they may", async () => {
    const { one } = await logs({ retentionDays: 30, forceDestroy: false });
    assert.equal(one("aws:s3/bucket:Bucket").inputs["forceDestroy"], false);
    const [rule] = one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"] as {
      expiration: { days: number };
      noncurrentVersionExpiration: { noncurrentDays: number };
    }[];
    assert.ok(rule);
    assert.equal(rule.expiration.days + rule.noncurrentVersionExpiration.noncurrentDays, 30);
  });
});
