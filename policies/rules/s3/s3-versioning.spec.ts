import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { s3Versioning as subject } from "./s3-versioning";

const bucket = resource("aws:s3/bucket:Bucket", "site");
const versioning = (status: unknown, of: unknown = idOf(bucket)) =>
  resource("aws:s3/bucketVersioning:BucketVersioning", "versioning", {
    bucket: of,
    versioningConfiguration: { status },
  });

describe("s3-versioning", () => {
  it("accepts a bucket with versions", () => {
    assert.deepEqual(always(subject, [bucket, versioning("Enabled")]), []);
  });

  for (const status of ["Suspended", "Disabled", "enabled", undefined, true]) {
    it(`refuses ${JSON.stringify(status)}`, () => {
      const [found, ...more] = always(subject, [bucket, versioning(status)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.match(found.message, /the status of its versioning is/);
    });
  }

  it("refuses a bucket without", () => {
    assert.match(always(subject, [bucket])[0]?.message ?? "", /it has no BucketVersioning/);
    assert.deepEqual(brief(always(subject, [bucket, versioning("Enabled", "elsewhere")])), ["mandatory site"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const open of [versioning(later("Suspended")), versioning("Enabled", later("elsewhere"))]) {
      assert.deepEqual(brief(preview(subject, [bucket, open])), ["advisory site"]);
      assert.deepEqual(brief(update(subject, [bucket, open])), ["mandatory site"]);
    }
  });

  const own = (inputs: object) => resource("aws:s3/bucket:Bucket", "site", { bucket: "site", ...inputs });

  it("knows a bucket that is named by text", () => {
    assert.deepEqual(always(subject, [own({}), versioning("Enabled", "site")]), []);
    assert.deepEqual(brief(always(subject, [own({}), versioning("Suspended", "site")])), ["mandatory site"]);
  });

  for (const inputs of [
    { versioning: { enabled: true } },
    { objectLockEnabled: true },
    { objectLockConfiguration: { objectLockEnabled: "Enabled" } },
  ]) {
    it(`accepts ${JSON.stringify(inputs)} on the bucket itself`, () => {
      assert.deepEqual(always(subject, [own(inputs)]), []);
      assert.deepEqual(brief(always(subject, [own(inputs), versioning("Suspended", "site")])), ["mandatory site"]);
    });
  }

  it("refuses versioning that is off on the bucket itself", () => {
    const [found, ...more] = always(subject, [own({ versioning: { enabled: false } })]);
    assert.deepEqual(more, []);
    assert.match(found?.message ?? "", /its own versioning is not enabled/);
  });

  it("does not take what AWS answers for what the program states", () => {
    const answered = resource("aws:s3/bucket:Bucket", "site", {}, { assigned: { versioning: { enabled: false } } });
    assert.deepEqual(update(subject, [answered, versioning("Enabled", idOf(answered))]), []);
  });

  it("judges the versioning of a bucket outside the stack by itself", () => {
    assert.deepEqual(always(subject, [versioning("Enabled", "elsewhere")]), []);
    assert.deepEqual(brief(always(subject, [versioning("Suspended", "elsewhere")])), ["mandatory versioning"]);
  });
});
