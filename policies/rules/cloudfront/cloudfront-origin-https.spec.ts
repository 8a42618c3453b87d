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

  const api = (originId = "api") => ({
    originId,
    domainName: "api.example",
    customOriginConfig: { originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1.2"] },
  });
  const behavior = (targetOriginId: string, viewerProtocolPolicy: unknown) => ({
    targetOriginId,
    viewerProtocolPolicy,
  });
  const matching = (byDefault: object, ...ordered: readonly object[]) =>
    resource("aws:cloudfront/distribution:Distribution", "site", {
      origins: [api(), api("second")],
      originGroups: [{ originId: "group", members: [{ originId: "api" }, { originId: "second" }] }],
      defaultCacheBehavior: byDefault,
      orderedCacheBehaviors: ordered.map((one, index) => ({ pathPattern: `/${index}`, ...one })),
    });

  type Case = readonly [what: string, byDefault: object, ...ordered: readonly object[]];
  for (const [what, ...behaviors] of [
    ["every viewer comes by HTTPS", behavior("group", "https-only"), behavior("api", "redirect-to-https")],
    ["plain HTTP goes elsewhere", behavior("elsewhere", "allow-all"), behavior("group", "https-only")],
  ] as readonly Case[]) {
    it(`accepts the viewer's protocol where ${what}`, () => {
      assert.deepEqual(always(subject, [matching(...behaviors)]), []);
    });
  }

  for (const [what, ...behaviors] of [
    ["one behavior takes plain HTTP", behavior("group", "https-only"), behavior("group", "allow-all")],
    ["a group's behavior does", behavior("group", "allow-all")],
    ["no behavior leads there, and one does", behavior("elsewhere", "allow-all")],
  ] as readonly Case[]) {
    it(`refuses the viewer's protocol where ${what}`, () => {
      assert.deepEqual(brief(always(subject, [matching(...behaviors)])), ["mandatory site", "mandatory site"]);
    });
  }

  it("leaves the viewer's protocol open where it is unknown", () => {
    const open = matching(behavior("group", later("allow-all")));
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site", "mandatory site"]);
  });
});
