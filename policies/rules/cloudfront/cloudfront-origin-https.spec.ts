import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontOriginHttps as subject } from "./cloudfront-origin-https";

const distribution = (config: object) =>
  resource("aws:cloudfront/distribution:Distribution", "site", {
    origins: [
      { originId: "site", domainName: "site.s3.amazonaws.com" },
      { originId: "vpc", domainName: "lb.example", vpcOriginConfig: { vpcOriginId: "v1" } },
      {
        originId: "api",
        domainName: "api.example",
        customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], ...config },
      },
    ],
  });

describe("cloudfront-origin-https", () => {
  it("accepts HTTPS with TLS 1.2, buckets, and origins in a VPC", () => {
    assert.deepEqual(always(subject, [distribution({})]), []);
  });

  for (const originProtocolPolicy of ["http-only", "match-viewer", undefined, null, true]) {
    it(`refuses ${JSON.stringify(originProtocolPolicy)}`, () => {
      const [found, ...more] = always(subject, [distribution({ originProtocolPolicy })]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes("originProtocolPolicy of origin api is"), found.message);
    });
  }

  it("refuses what is older than TLS 1.2, beside it too", () => {
    const [found, ...more] = always(subject, [distribution({ originSslProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] })]);
    assert.deepEqual(more, []);
    assert.ok(found?.message.includes("originSslProtocols of origin api has TLSv1, TLSv1.1"), found?.message);
  });

  it("leaves an unknown policy open in a preview and decides at the update", () => {
    const open = distribution({ originProtocolPolicy: later("http-only") });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site"]);
  });
});
