import assert from "node:assert/strict";

import { bucketNameOf, isBucket, isFunctionUrl, isWebsite } from "./origins";

const buckets = [
  "site.s3.amazonaws.com",
  "site.s3.eu-west-1.amazonaws.com",
  "site.s3-eu-west-1.amazonaws.com",
  "site.s3.dualstack.eu-west-1.amazonaws.com",
  "site.s3-accelerate.amazonaws.com",
  "site.s3-accelerate.dualstack.amazonaws.com",
  "site.s3-fips.us-gov-west-1.amazonaws.com",
  "site.s3-fips.dualstack.us-east-1.amazonaws.com",
  "site.s3.cn-north-1.amazonaws.com.cn",
  "my.site.s3.eu-west-1.amazonaws.com",
  "old.s3-website-assets.s3.eu-west-1.amazonaws.com",
  "SITE.S3.amazonaws.com",
];
const websites = [
  "site.s3-website-eu-west-1.amazonaws.com",
  "site.s3-website.eu-central-1.amazonaws.com",
  "my.site.s3-website.us-east-2.amazonaws.com",
  "site.s3-website.cn-north-1.amazonaws.com.cn",
  "site.s3-website-us-gov-west-1.amazonaws.com",
];
const others = [
  "s3.example",
  "api.example.com",
  "site.s3-website.eu-west-1.amazonaws.com.example.com",
  "x.execute-api.eu-west-1.amazonaws.com",
];

describe("hosts of origins", () => {
  it("are told apart", () => {
    for (const host of buckets) assert.deepEqual([isBucket(host), isWebsite(host)], [true, false], host);
    for (const host of websites) assert.deepEqual([isBucket(host), isWebsite(host)], [false, true], host);
    for (const host of others) assert.deepEqual([isBucket(host), isWebsite(host)], [false, false], host);
    assert.ok(isFunctionUrl("abc.lambda-url.eu-west-1.on.aws"));
    assert.ok(!isFunctionUrl("lambda-url.example") && !isFunctionUrl("abc.lambda-url.eu-west-1.on.aws.example"));
  });

  it("tell the bucket's name", () => {
    assert.equal(bucketNameOf("my.site.s3.dualstack.eu-west-1.amazonaws.com"), "my.site");
    assert.equal(bucketNameOf("old.s3-website-assets.s3.eu-west-1.amazonaws.com"), "old.s3-website-assets");
    assert.equal(bucketNameOf(websites[0] ?? ""), undefined);
  });
});
