import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief } from "../../testing/kit";
import { s3NoAcls } from "./s3-no-acls";

judges(s3NoAcls, {
  types: ["aws:s3/bucket:Bucket"],
  obeys: { "a bucket without": {} },
  refuses: { "a canned one": [{ acl: "public-read" }, "acl is public-read"] },
  unknown: { acl: later("private") },
});

judges(s3NoAcls, {
  types: ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"],
  obeys: { "an owner that is enforced": { rule: { objectOwnership: "BucketOwnerEnforced" } } },
  refuses: {
    "an owner by choice": [{ rule: { objectOwnership: "BucketOwnerPreferred" } }, "objectOwnership is BucketOwner"],
  },
  unknown: { rule: { objectOwnership: later("ObjectWriter") } },
});

describe("s3-no-acls", () => {
  it("refuses whatever an access control list says", () => {
    assert.deepEqual(brief(always(s3NoAcls, [resource("aws:s3/bucketAcl:BucketAcl", "acl", { acl: "private" })])), [
      "mandatory acl",
    ]);
  });
});
