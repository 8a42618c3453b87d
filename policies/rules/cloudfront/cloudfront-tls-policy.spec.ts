import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontTlsPolicy as subject } from "./cloudfront-tls-policy";

const distribution = (viewerCertificate: object, inputs: object = { aliases: ["example.com"] }) =>
  resource("aws:cloudfront/distribution:Distribution", "site", { ...inputs, viewerCertificate });
const own = (minimumProtocolVersion: unknown) =>
  distribution({ acmCertificateArn: later("arn"), sslSupportMethod: "sni-only", minimumProtocolVersion });

describe("cloudfront-tls-policy", () => {
  for (const policy of ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"]) {
    it(`accepts ${policy}`, () => {
      assert.deepEqual(always(subject, [own(policy)]), []);
    });
  }

  it("does not judge a distribution at CloudFront's own name", () => {
    for (const inputs of [{ aliases: [] }, {}]) {
      assert.deepEqual(always(subject, [distribution({ cloudfrontDefaultCertificate: true }, inputs)]), []);
    }
  });

  for (const [policy, words] of [
    ["TLSv1.2_2019", '"TLSv1.2_2019"'],
    ["TLSv1", '"TLSv1"'],
    [undefined, "not set"],
    [null, "not set"],
    [1.2, "1.2"],
  ] as const) {
    it(`refuses ${JSON.stringify(policy)}`, () => {
      const [found, ...more] = always(subject, [own(policy)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes(`minimumProtocolVersion is ${words}`), found.message);
    });
  }

  it("refuses names of its own with CloudFront's certificate, which is for none of them", () => {
    assert.deepEqual(brief(always(subject, [distribution({ cloudfrontDefaultCertificate: true })])), [
      "mandatory site",
    ]);
  });

  it("leaves an unknown policy open in a preview and decides at the update", () => {
    const open = own(later("TLSv1"));
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site"]);
  });

  it("judges distributions of many tenants, too", () => {
    const tenants = (inputs: object) =>
      resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "tenants", { ...inputs });
    const certified = (minimumProtocolVersion: string) =>
      tenants({ viewerCertificate: { acmCertificateArn: "arn", minimumProtocolVersion } });
    assert.deepEqual(always(subject, [certified("TLSv1.2_2021")]), []);
    assert.deepEqual(brief(always(subject, [certified("TLSv1")])), ["mandatory tenants"]);
  });
});
