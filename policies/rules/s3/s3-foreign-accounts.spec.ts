import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, assertRefused, brief, preview, update } from "../../testing/kit";
import { s3ForeignAccounts as subject } from "./s3-foreign-accounts";

const own = "123456789012";
const foreign = "210987654321";
const role = resource("aws:iam/role:Role", "role", { arn: `arn:aws:iam::${own}:role/role` });
const bucket = resource("aws:s3/bucket:Bucket", "site", { bucket: "site" });
const policy = (change: object) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
    bucket: idOf(bucket),
    policy: {
      Statement: [
        { Effect: "Allow", Principal: { AWS: foreign }, Action: "s3:*", Resource: "arn:aws:s3:::site", ...change },
      ],
    },
  });

describe("s3-foreign-accounts", () => {
  for (const [what, change] of Object.entries<object>({
    "its own account": { Principal: { AWS: [own, `arn:aws:iam::${own}:root`] } },
    objects: { Action: ["s3:GetObject", "s3:PutObject", "s3:List*"] },
    "a denial": { Effect: "Deny" },
    "a service": { Principal: { Service: "logging.s3.amazonaws.com" } },
    "everybody of its own account": {
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": own } },
    },
    "everybody but what changes it": { NotAction: ["s3:Put*", "s3:Delete*", "s3:Bypass*"], Action: [] },
  })) {
    it(`accepts ${what}`, () => {
      const stack = [role, bucket, policy(change)];
      assert.deepEqual(always(subject, stack), []);
    });
  }

  for (const [what, change, words] of [
    ["every action", {}, `its policy lets ${foreign} do s3:DeleteBucketPolicy, s3:PutBucketAcl and 15 more`],
    ["one action", { Action: "s3:PutBucketPolicy" }, `lets ${foreign} do s3:PutBucketPolicy`],
    ["a pattern", { Action: "s3:PutEncryption*" }, "do s3:PutEncryptionConfiguration"],
    ["an ACL", { Action: "S3:PUTOBJECTACL" }, "do s3:PutObjectAcl"],
    ["a role", { Principal: { AWS: `arn:aws:iam::${foreign}:role/a` } }, foreign],
    ["one of two", { Principal: { AWS: [own, foreign] } }, foreign],
    ["everybody", { Principal: "*" }, "lets everybody do"],
    [
      "an organization",
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
      "an organization",
    ],
    [
      "an account by a condition",
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": foreign } } },
      foreign,
    ],
  ] as const) {
    it(`refuses ${what} of another account`, () => {
      assertRefused(subject, [role, bucket, policy(change)], words);
    });
  }

  it("accepts an account that the option names", () => {
    assert.deepEqual(always(subject, [role, bucket, policy({})], { accounts: [foreign] }), []);
  });

  it("reads a policy of the bucket's own", () => {
    const statement = { Effect: "Allow", Principal: { AWS: foreign }, Action: "s3:*", Resource: "*" };
    const inline = resource("aws:s3/bucket:Bucket", "site", { policy: JSON.stringify({ Statement: [statement] }) });
    assert.deepEqual(brief(always(subject, [role, inline])), ["mandatory site"]);
  });

  it("leaves open which account is the stack's, and what is unknown", () => {
    assert.deepEqual(brief(always(subject, [bucket, policy({})])), ["advisory policy"]);
    const unknown = policy({ Principal: { AWS: later(foreign) } });
    assert.deepEqual(preview(subject, [role, bucket, unknown]), []);
    assert.deepEqual(brief(update(subject, [role, bucket, unknown])), ["mandatory policy"]);
  });
});
