import assert from "node:assert/strict";

import { type Fixture, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontAccessLogs as subject } from "./cloudfront-access-logs";

const distribution = (inputs: object = {}, name = "site") =>
  resource("aws:cloudfront/distribution:Distribution", name, { ...inputs });
const arn = (of: Fixture) => later(`arn:aws:cloudfront::123456789012:distribution/${of.name}`, of);
const source = (resourceArn: unknown) =>
  resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", "logs", { logType: "ACCESS_LOGS", resourceArn });

describe("cloudfront-access-logs", () => {
  it("accepts a log delivery, and a bucket that the distribution states", () => {
    const site = distribution();
    assert.deepEqual(always(subject, [site, source(arn(site))]), []);
    assert.deepEqual(always(subject, [distribution({ loggingConfig: { bucket: "logs.s3.amazonaws.com" } })]), []);
  });

  for (const inputs of [{}, { loggingConfig: {} }, { loggingConfig: { bucket: "" } }]) {
    it(`refuses ${JSON.stringify(inputs)} without a delivery`, () => {
      const [found, ...more] = always(subject, [distribution(inputs)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.match(found.message, /neither a log delivery nor a loggingConfig/);
    });
  }

  it("refuses a distribution whose delivery is another's", () => {
    const other = distribution({}, "other");
    assert.deepEqual(brief(always(subject, [distribution(), other, source(arn(other))])), ["mandatory site"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const open = [distribution(), source(later("arn:elsewhere"))];
    assert.deepEqual(brief(preview(subject, open)), ["advisory site"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory site"]);
  });
});
