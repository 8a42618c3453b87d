import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, update } from "../../testing/kit";
import { cloudfrontWaf as subject } from "./cloudfront-waf";

const distribution = (inputs: object) => resource("aws:cloudfront/distribution:Distribution", "site", { ...inputs });

describe("cloudfront-waf", () => {
  it("accepts a distribution with a web ACL", () => {
    const webAclId = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/1";
    assert.deepEqual(always(subject, [distribution({ webAclId })]), []);
  });

  for (const inputs of [{}, { webAclId: "" }, { webAclId: null }]) {
    it(`refuses ${JSON.stringify(inputs)}`, () => {
      const [found, ...more] = always(subject, [distribution(inputs)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes("Found: webAclId is not set."), found.message);
    });
  }

  it("needs no ARN yet of a web ACL that is still to be made, and sees at the update that there is none", () => {
    assert.deepEqual(always(subject, [distribution({ webAclId: later("arn") })]), []);
    assert.deepEqual(brief(update(subject, [distribution({ webAclId: later("") })])), ["mandatory site"]);
  });

  it("judges distributions of many tenants, too", () => {
    const tenants = (inputs: object) =>
      resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "tenants", { ...inputs });
    assert.deepEqual(always(subject, [tenants({ webAclId: later("arn") })]), []);
    assert.deepEqual(brief(always(subject, [tenants({})])), ["mandatory tenants"]);
  });
});
