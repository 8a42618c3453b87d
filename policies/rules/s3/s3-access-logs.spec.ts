import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { s3AccessLogs as subject } from "./s3-access-logs";

const bucket = (name: string, inputs: object = {}) =>
  resource("aws:s3/bucket:Bucket", name, { bucket: name, ...inputs });
const logging = (of: unknown, targetBucket: unknown) =>
  resource("aws:s3/bucketLogging:BucketLogging", "logging", { bucket: of, targetBucket, targetPrefix: "site/" });
const [site, logs] = [bucket("site"), bucket("logs")];

describe("s3-access-logs", () => {
  it("accepts a bucket with logs, by outputs and by text, and the bucket that keeps them", () => {
    assert.deepEqual(always(subject, [site, logs, logging(idOf(site), idOf(logs))]), []);
    assert.deepEqual(always(subject, [site, logs, logging("site", "logs")]), []);
    assert.deepEqual(always(subject, [bucket("site", { logging: { targetBucket: "logs" } }), logs]), []);
  });

  it("refuses a bucket without, or with another's", () => {
    assert.deepEqual(brief(always(subject, [site])), ["mandatory site"]);
    assert.deepEqual(brief(always(subject, [site, logging("other", "elsewhere")])), ["mandatory site"]);
  });

  it("does not take what AWS answers for what the program states", () => {
    const answered = resource("aws:s3/bucket:Bucket", "site", {}, { assigned: { logging: { targetBucket: "a" } } });
    assert.deepEqual(brief(update(subject, [answered])), ["mandatory site"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const open = [site, logging(later("other"), "elsewhere")];
    assert.deepEqual(brief(preview(subject, open)), ["advisory site"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory site"]);
  });
});
