import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontBucketExists as subject } from "./cloudfront-bucket-exists";

const bucket = (name: unknown) => resource("aws:s3/bucket:Bucket", "site", { bucket: name });
const distribution = (domainName: unknown, more: object = {}) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", {
    origins: [{ originId: "site", domainName, ...more }],
  });
const host = "site.s3.eu-west-1.amazonaws.com";

describe("cloudfront-bucket-exists", () => {
  it("accepts a bucket of the stack, by its output or by text, and one that the option names", () => {
    const site = bucket("site");
    assert.deepEqual(always(subject, [site, distribution(host)]), []);
    assert.deepEqual(always(subject, [site, distribution(later(host, site))]), []);
    assert.deepEqual(always(subject, [distribution(host)], { buckets: ["site"] }), []);
  });

  it("asks nothing of other origins", () => {
    const custom = { customOriginConfig: {} };
    assert.deepEqual(always(subject, [distribution("api.example.com", custom)]), []);
    assert.deepEqual(always(subject, [distribution("site.s3-website.eu-west-1.amazonaws.com", custom)]), []);
    assert.deepEqual(always(subject, [distribution(later("lb.example"), { vpcOriginConfig: {} })]), []);
  });

  for (const name of [host, "site.s3.amazonaws.com"]) {
    it(`refuses ${name} where no bucket has that name`, () => {
      const [found, ...more] = always(subject, [bucket("other"), distribution(name)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "advisory");
      assert.match(found.message, /Found: origin site is the bucket site, which this stack does not make/);
    });
  }

  it("leaves open what a preview does not know", () => {
    const unnamed = [bucket(later("other")), distribution(host)];
    assert.match(preview(subject, unnamed)[0]?.message ?? "", /Cannot be decided before the update/);
    assert.match(update(subject, unnamed)[0]?.message ?? "", /Found: /);
    assert.match(preview(subject, [distribution(later(host))])[0]?.message ?? "", /Cannot be decided/);
    assert.deepEqual(brief(update(subject, [distribution(later(host))])), ["advisory edge"]);
  });
});
