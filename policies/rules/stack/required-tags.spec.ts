import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { requiredTags as subject } from "./required-tags";

const bucket = (tagsAll: unknown) => resource("aws:s3/bucket:Bucket", "site", { tagsAll });

describe("required-tags", () => {
  it("accepts what has them, and what can have none", () => {
    const policy = resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {});
    assert.deepEqual(always(subject, [bucket({ Project: "web", Environment: "prod", Name: "x" }), policy]), []);
    assert.deepEqual(always(subject, [bucket({ Owner: "team" })], { keys: ["Owner"] }), []);
  });

  it("refuses what lacks one, has an empty one, or has none", () => {
    const [found] = always(subject, [bucket({ Project: "web" })]);
    assert.equal(found?.level, "mandatory");
    assert.match(found.message, /Found: it has no tag Environment\./);
    assert.match(always(subject, [bucket({})])[0]?.message ?? "", /it has no tag Project and Environment\./);
    assert.deepEqual(brief(always(subject, [bucket({ Project: "", Environment: "prod" })])), ["mandatory site"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    assert.deepEqual(brief(preview(subject, [bucket(later({}))])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [bucket(later({}))])), ["mandatory site"]);
  });
});
