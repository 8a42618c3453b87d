import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontAccessLogs as subject } from "./cloudfront-access-logs";

const distribution = (inputs: object = {}, name = "site") =>
  resource("aws:cloudfront/distribution:Distribution", name, { ...inputs });
const arn = (of: Fixture) => later(`arn:aws:cloudfront::123456789012:distribution/${of.name}`, of);
const source = (resourceArn: unknown, inputs: object = {}) =>
  resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", "logs", {
    logType: "ACCESS_LOGS",
    resourceArn,
    ...inputs,
  });
const delivery = (deliverySourceName: unknown) =>
  resource("aws:cloudwatch/logDelivery:LogDelivery", "delivery", { deliverySourceName, deliveryDestinationArn: "arn" });
const delivered = (resourceArn: unknown) => {
  const from = source(resourceArn);
  return [from, delivery(idOf(from))];
};

describe("cloudfront-access-logs", () => {
  it("accepts a log delivery, and a bucket that the distribution states", () => {
    const site = distribution();
    assert.deepEqual(always(subject, [site, ...delivered(arn(site))]), []);
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
    assert.deepEqual(brief(always(subject, [distribution(), other, ...delivered(arn(other))])), ["mandatory site"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const open = [distribution(), ...delivered(later("arn:elsewhere"))];
    assert.deepEqual(brief(preview(subject, open)), ["advisory site"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory site"]);
  });

  it("accepts a delivery that names its source by text", () => {
    const site = distribution();
    assert.deepEqual(always(subject, [site, source(arn(site), { name: "site" }), delivery("site")]), []);
  });

  it("needs no name yet of a bucket that the distribution states", () => {
    assert.deepEqual(
      always(subject, [distribution({ loggingConfig: { bucket: later("logs.s3.amazonaws.com") } })]),
      [],
    );
  });

  for (const [what, more] of [
    ["without a delivery", []],
    ["whose delivery is another's", [delivery("other")]],
  ] as const) {
    it(`refuses a source ${what}`, () => {
      const site = distribution();
      const [found, ...others] = always(subject, [site, source(arn(site), { name: "site" }), ...more]);
      assert.deepEqual(others, []);
      assert.match(found?.message ?? "", /its LogDeliverySource has no LogDelivery/);
    });
  }

  it("refuses the delivery of other logs", () => {
    const site = distribution();
    const connections = source(arn(site), { name: "site", logType: "CONNECTION_LOGS" });
    assert.deepEqual(brief(always(subject, [site, connections, delivery("site")])), ["mandatory site"]);
  });

  it("leaves open which source a delivery is of", () => {
    const site = distribution();
    const open = [site, source(arn(site), { name: "site" }), delivery(later("other"))];
    assert.deepEqual(brief(preview(subject, open)), ["advisory site"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory site"]);
  });
});
