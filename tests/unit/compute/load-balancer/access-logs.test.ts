import assert from "node:assert/strict";
import { application, type Deployed, types, waitsFor } from "./load-balancer-fixture";

describe("access logs of an ApplicationLoadBalancer", () => {
  const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
  const arn = "arn:aws:s3:::logs-0a1b2c3";
  let deployment: Deployed;
  before(async () => {
    deployment = await application({ accessLogRetentionDays: 42 });
  });

  it("go to a bucket of its own, for as long as is stated", () => {
    const logs = deployment.one(types.balancer).inputs["accessLogs"];
    assert.deepEqual(logs, { bucket: "logs-0a1b2c3", enabled: true });
    const { rules } = deployment.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs;
    const [rule] = rules as { expiration: { days: number }; noncurrentVersionExpiration: { noncurrentDays: number } }[];
    assert.ok(rule);
    assert.equal(rule.expiration.days + rule.noncurrentVersionExpiration.noncurrentDays, 42);
  });

  it("come from ELB, of this account's load balancers, in their place only", () => {
    const { Statement } = deployment.one(bucketPolicy).inputs["policy"] as { Statement: { Effect: string }[] };
    const [allowed, ...others] = Statement.filter(({ Effect }) => Effect === "Allow");
    assert.deepEqual(others, []);
    assert.deepEqual(allowed, {
      Sid: "AccessLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${arn}/AWSLogs/123456789012/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/*" },
      },
    });
  });

  it("are encrypted with S3's own keys, the only ones that ELB can use", () => {
    const { rules } = deployment.one(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ).inputs;
    assert.deepEqual(rules, [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
  });

  it("are let in before the load balancer is made", () => {
    assert.ok(waitsFor(deployment, types.balancer, bucketPolicy));
  });
});
