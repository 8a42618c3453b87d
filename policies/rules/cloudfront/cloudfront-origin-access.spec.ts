import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontOriginAccess as subject } from "./cloudfront-origin-access";

const distribution = (...origins: readonly object[]) =>
  resource("aws:cloudfront/distribution:Distribution", "site", {
    origins: origins.map((origin, index) => ({ originId: `origin-${index}`, ...origin })),
  });
const bucket = "site.s3.eu-west-1.amazonaws.com";

describe("cloudfront-origin-access", () => {
  it("accepts a bucket that is reached by origin access control", () => {
    assert.deepEqual(always(subject, [distribution({ domainName: bucket, originAccessControlId: "E1" })]), []);
  });

  it("does not judge other origins", () => {
    for (const domainName of ["api.example.com", "site.s3-website.eu-west-1.amazonaws.com.example.com", "s3.example"]) {
      assert.deepEqual(always(subject, [distribution({ domainName })]), []);
    }
  });

  for (const domainName of [
    bucket,
    "site.s3.amazonaws.com",
    "site.s3-eu-west-1.amazonaws.com",
    "site.s3.dualstack.eu-west-1.amazonaws.com",
    "site.s3.cn-north-1.amazonaws.com.cn",
  ]) {
    it(`refuses ${domainName} without it`, () => {
      const [found, ...more] = always(subject, [distribution({ domainName })]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes(`origin origin-0 (${domainName}) has no`), found.message);
    });
  }

  for (const originAccessControlId of ["", null]) {
    it(`refuses ${JSON.stringify(originAccessControlId)}`, () => {
      assert.deepEqual(brief(always(subject, [distribution({ domainName: bucket, originAccessControlId })])), [
        "mandatory site",
      ]);
    });
  }

  it("refuses an older identity, which signs less", () => {
    const s3OriginConfig = { originAccessIdentity: "origin-access-identity/cloudfront/E1" };
    assert.deepEqual(brief(always(subject, [distribution({ domainName: bucket, s3OriginConfig })])), [
      "mandatory site",
    ]);
  });

  it("leaves a name that is still unknown open in a preview and decides at the update", () => {
    const open = distribution({ domainName: later(bucket) });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site"]);
  });

  it("refuses the URL of a function, too", () => {
    const [found] = always(subject, [
      distribution({ domainName: "abc.lambda-url.eu-west-1.on.aws", customOriginConfig: {} }),
    ]);
    assert.ok(found?.message.includes("has no originAccessControlId"), found?.message);
  });

  for (const domainName of [
    "site.s3-website-eu-west-1.amazonaws.com",
    "site.s3-website.eu-central-1.amazonaws.com",
    "site.s3-website.cn-north-1.amazonaws.com.cn",
  ]) {
    it(`asks nothing of ${domainName}, which takes no signed requests`, () => {
      assert.deepEqual(always(subject, [distribution({ domainName, customOriginConfig: {} })]), []);
    });
  }

  it("needs neither the id of the control nor the host yet, where one is given", () => {
    const signed = distribution({ domainName: later(bucket), originAccessControlId: later("E1") });
    assert.deepEqual(always(subject, [signed]), []);
  });

  it("needs no host of an origin in a VPC, or with S3's own configuration", () => {
    assert.deepEqual(always(subject, [distribution({ domainName: later("lb.example"), vpcOriginConfig: {} })]), []);
    const identified = { s3OriginConfig: { originAccessIdentity: later("origin-access-identity/cloudfront/E1") } };
    assert.deepEqual(brief(preview(subject, [distribution({ domainName: later(bucket), ...identified })])), [
      "mandatory site",
    ]);
  });
});
