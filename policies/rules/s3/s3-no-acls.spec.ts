import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief } from "../../testing/kit";
import { s3NoAcls } from "./s3-no-acls";

judges(s3NoAcls, {
  types: ["aws:s3/bucket:Bucket"],
  obeys: { "a bucket without": {}, "no grants": { grants: [] } },
  refuses: {
    "a canned one": [{ acl: "public-read" }, "acl is public-read"],
    "one for its owner": [{ acl: "private" }, "acl is private"],
    grants: [
      {
        grants: [
          { type: "Group", permissions: ["READ"], uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" },
        ],
      },
      "it has grants",
    ],
  },
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

judges(s3NoAcls, {
  types: ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/objectCopy:ObjectCopy"],
  obeys: {
    "an object without": {},
    "one for its owner": { acl: "private" },
    "one for the owner of the bucket": { acl: "bucket-owner-full-control" },
  },
  refuses: {
    "one for everybody": [{ acl: "public-read" }, "acl is public-read"],
    grants: [{ grants: [{ type: "CanonicalUser", id: "1", permissions: ["READ"] }] }, "the object has grants"],
  },
  unknown: { acl: later("public-read") },
});

describe("s3-no-acls", () => {
  it("refuses whatever an access control list says", () => {
    assert.deepEqual(brief(always(s3NoAcls, [resource("aws:s3/bucketAcl:BucketAcl", "acl", { acl: "private" })])), [
      "mandatory acl",
    ]);
  });
});
