import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontViewerHttps as subject } from "./cloudfront-viewer-https";

const distribution = (byDefault: unknown, ...ordered: readonly unknown[]) =>
  resource("aws:cloudfront/distribution:Distribution", "site", {
    defaultCacheBehavior: { viewerProtocolPolicy: byDefault },
    ...(ordered.length > 0 && {
      orderedCacheBehaviors: ordered.map((policy, index) => ({
        pathPattern: `/${index}/*`,
        viewerProtocolPolicy: policy,
      })),
    }),
  });

describe("cloudfront-viewer-https", () => {
  it("accepts HTTPS only, and a redirect to it", () => {
    assert.deepEqual(always(subject, [distribution("redirect-to-https", "https-only")]), []);
    assert.deepEqual(always(subject, [distribution("https-only")]), []);
  });

  for (const policy of ["allow-all", undefined, null, "HTTPS-only", true]) {
    it(`refuses ${JSON.stringify(policy)}, by default and for a path`, () => {
      const [found, ...more] = always(subject, [distribution(policy)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes("viewerProtocolPolicy of Default (*) is"), found.message);
      const [ofPath] = always(subject, [distribution("https-only", "https-only", policy)]);
      assert.ok(ofPath?.message.includes("of /1/* is"), ofPath?.message);
    });
  }

  it("finds each behavior that answers in plain text", () => {
    const found = always(subject, [distribution("allow-all", "allow-all")]);
    assert.deepEqual(brief(found), ["mandatory site", "mandatory site"]);
  });

  it("leaves an unknown policy open in a preview and decides at the update", () => {
    const open = distribution(later("allow-all"));
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site"]);
  });

  it("judges distributions of many tenants, too", () => {
    const tenants = (inputs: object) =>
      resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "tenants", { ...inputs });
    const [safe, open] = ["https-only", "allow-all"].map((viewerProtocolPolicy) => ({ viewerProtocolPolicy }));
    const answering = (policy: object | undefined) =>
      tenants({ defaultCacheBehavior: safe, cacheBehaviors: [{ pathPattern: "/a", ...policy }] });
    assert.deepEqual(always(subject, [answering(safe)]), []);
    assert.deepEqual(brief(always(subject, [answering(open)])), ["mandatory tenants"]);
  });
});
