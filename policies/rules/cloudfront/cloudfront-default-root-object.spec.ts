import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontDefaultRootObject as subject } from "./cloudfront-default-root-object";

const distribution = (inputs: object) => resource("aws:cloudfront/distribution:Distribution", "site", { ...inputs });

describe("cloudfront-default-root-object", () => {
  it("accepts a distribution that names one", () => {
    assert.deepEqual(always(subject, [distribution({ defaultRootObject: "index.html" })]), []);
  });

  for (const [inputs, words] of [
    [{}, "is not set"],
    [{ defaultRootObject: "" }, "is not set"],
    [{ defaultRootObject: null }, "is not set"],
    [{ defaultRootObject: "/index.html" }, "/index.html begins with a slash"],
  ] as const) {
    it(`refuses ${JSON.stringify(inputs)}`, () => {
      const [found, ...more] = always(subject, [distribution(inputs)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes(`defaultRootObject ${words}`), found.message);
    });
  }

  it("leaves an unknown one open in a preview and decides at the update", () => {
    const open = distribution({ defaultRootObject: later("") });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site"]);
  });

  const api = { originId: "api", domainName: "api.example.com", customOriginConfig: {} };
  const vpc = { originId: "vpc", domainName: "lb.example", vpcOriginConfig: { vpcOriginId: "v1" } };
  const site = { originId: "site", domainName: "site.s3.eu-west-1.amazonaws.com" };
  const website = { ...api, originId: "website", domainName: "site.s3-website.eu-west-1.amazonaws.com" };
  const answers = (targetOriginId: string, ...members: readonly string[]) =>
    distribution({
      origins: [api, vpc, site, website, { originId: "new", domainName: later("site.s3.amazonaws.com") }],
      defaultCacheBehavior: { targetOriginId },
      originGroups:
        members.length > 0 ? [{ originId: "group", members: members.map((originId) => ({ originId })) }] : [],
    });

  for (const [target, ...members] of [["api"], ["vpc"], ["website"], ["group", "api", "vpc"]] as const) {
    it(`asks nothing of a distribution whose root ${[target, ...members].join(" ")} answers`, () => {
      assert.deepEqual(always(subject, [answers(target, ...members)]), []);
    });
  }

  for (const [target, ...members] of [["site"], ["new"], ["group", "site", "api"], ["missing"]] as const) {
    it(`refuses a distribution whose root ${[target, ...members].join(" ")} answers`, () => {
      assert.deepEqual(brief(always(subject, [answers(target, ...members)])), ["mandatory site"]);
    });
  }

  it("takes a bucket that is configured as a custom origin for a bucket", () => {
    const disguised = distribution({
      origins: [{ ...api, domainName: site.domainName }],
      defaultCacheBehavior: { targetOriginId: "api" },
    });
    assert.deepEqual(brief(always(subject, [disguised])), ["mandatory site"]);
  });
});
