import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { s3PublicAccessBlock as subject } from "./s3-public-access-block";

const closed = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const bucket = resource("aws:s3/bucket:Bucket", "site");
const block = (inputs: object = {}, of: unknown = idOf(bucket)) =>
  resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", { bucket: of, ...closed, ...inputs });

describe("s3-public-access-block", () => {
  it("accepts a bucket that is closed in all four ways", () => {
    assert.deepEqual(always(subject, [bucket, block()]), []);
  });

  it("refuses a bucket without a block", () => {
    const [found, ...more] = always(subject, [bucket]);
    assert.deepEqual(more, []);
    assert.equal(found?.level, "mandatory");
    assert.match(found.message, /Found: it has no BucketPublicAccessBlock\./);
  });

  it("refuses a bucket whose block is another's", () => {
    const other = resource("aws:s3/bucket:Bucket", "other");
    assert.deepEqual(brief(always(subject, [bucket, other, block({}, idOf(other))])), ["mandatory site"]);
    assert.deepEqual(brief(always(subject, [bucket, block({}, "elsewhere")])), ["mandatory site"]);
  });

  for (const setting of Object.keys(closed)) {
    for (const value of [false, undefined, "false", null]) {
      it(`refuses a block with ${setting} ${JSON.stringify(value)}`, () => {
        const [found] = always(subject, [bucket, block({ [setting]: value })]);
        assert.ok(found?.message.includes(`leaves out ${setting}`), found?.message);
      });
    }
  }

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const open of [block({ blockPublicAcls: later(false) }), block({}, later("elsewhere"))]) {
      assert.deepEqual(brief(preview(subject, [bucket, open])), ["advisory site"]);
      assert.deepEqual(brief(update(subject, [bucket, open])), ["mandatory site"]);
    }
  });

  it("reads text as the provider does", () => {
    assert.deepEqual(always(subject, [bucket, block({ blockPublicAcls: "true" })]), []);
  });

  it("knows a bucket that is named by text", () => {
    const named = resource("aws:s3/bucket:Bucket", "site", { bucket: "site" });
    assert.deepEqual(always(subject, [named, block({}, "site")]), []);
    assert.deepEqual(brief(always(subject, [named, block({ blockPublicAcls: false }, "site")])), ["mandatory site"]);
  });

  it("leaves a block open whose text may be the name of a bucket that only the update names", () => {
    const unnamed = resource("aws:s3/bucket:Bucket", "site", { bucket: later("site") });
    assert.deepEqual(brief(preview(subject, [unnamed, block({}, "site")])), ["advisory site"]);
    assert.deepEqual(update(subject, [unnamed, block({}, "site")]), []);
  });

  it("judges the block of a bucket outside the stack by itself", () => {
    assert.deepEqual(always(subject, [block({}, "elsewhere")]), []);
    assert.deepEqual(brief(always(subject, [block({ blockPublicAcls: false }, "elsewhere")])), ["mandatory block"]);
  });

  it("judges the block of the account", () => {
    const account = (inputs: object) =>
      resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "account", { ...inputs });
    assert.deepEqual(always(subject, [account(closed)]), []);
    assert.deepEqual(brief(always(subject, [account({ blockPublicAcls: true })])), ["mandatory account"]);
    const open = account({ ...closed, blockPublicPolicy: later(false) });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory account"]);
  });
});
