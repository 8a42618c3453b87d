import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { s3TlsOnly as subject } from "./s3-tls-only";

const bucket = resource("aws:s3/bucket:Bucket", "site");
const denial = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const named = resource("aws:s3/bucket:Bucket", "site", { bucket: "site" });
const policy = (text: unknown, of: unknown = idOf(bucket)) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: of, policy: text });

describe("s3-tls-only", () => {
  for (const [what, text] of Object.entries({
    "an object": document(denial),
    "a text": JSON.stringify(document(denial)),
    "one statement": { Statement: denial },
    "one of several": document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }, denial),
    "another spelling": document({
      ...denial,
      Principal: { AWS: "*" },
      Action: ["s3:*"],
      Condition: { Bool: { "aws:SecureTransport": [false] } },
    }),
  })) {
    it(`accepts a policy that refuses plain HTTP, as ${what}`, () => {
      assert.deepEqual(always(subject, [bucket, policy(text)]), []);
    });
  }

  it("refuses a bucket without a policy", () => {
    const [found] = always(subject, [bucket]);
    assert.equal(found?.level, "mandatory");
    assert.match(found.message, /Found: it has no BucketPolicy\./);
    assert.deepEqual(brief(always(subject, [bucket, policy(document(denial), "elsewhere")])), ["mandatory site"]);
  });

  for (const [what, change] of Object.entries({
    "allows instead": { Effect: "Allow" },
    "is about one account": { Principal: { AWS: "123456789012" } },
    "is about one action": { Action: "s3:GetObject" },
    "is about TLS": { Condition: { Bool: { "aws:SecureTransport": "true" } } },
    "has no condition": { Condition: undefined },
  })) {
    it(`refuses a policy that ${what}`, () => {
      const [found] = always(subject, [bucket, policy(document({ ...denial, ...change }))]);
      assert.match(found?.message ?? "", /its policy allows plain HTTP/);
    });
  }

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const open of [policy(later(document())), policy(document(denial), later("elsewhere"))]) {
      assert.deepEqual(brief(preview(subject, [bucket, open])), ["advisory site"]);
      assert.deepEqual(brief(update(subject, [bucket, open])), ["mandatory site"]);
    }
  });

  it("knows a bucket that is named by text", () => {
    assert.deepEqual(always(subject, [named, policy(document(denial), "site")]), []);
    assert.deepEqual(brief(always(subject, [named, policy(document(), "site")])), ["mandatory site"]);
  });

  it("refuses a policy that is about another bucket, or about a part of this one", () => {
    for (const Resource of [
      ["arn:aws:s3:::other", "arn:aws:s3:::other/*"],
      "arn:aws:s3:::site",
      "arn:aws:s3:::site/*",
    ]) {
      assert.deepEqual(brief(always(subject, [named, policy(document({ ...denial, Resource }), "site")])), [
        "mandatory site",
      ]);
    }
  });

  it("accepts statements that cover it together", () => {
    const parts = denial.Resource.map((Resource) => ({ ...denial, Resource }));
    assert.deepEqual(always(subject, [named, policy(document(...parts), "site")]), []);
  });

  it("reads a policy of the bucket's own, if the program states it", () => {
    const own = (text: object, more: object = {}) => resource("aws:s3/bucket:Bucket", "site", { policy: text }, more);
    assert.deepEqual(always(subject, [own(document(denial))]), []);
    assert.deepEqual(brief(always(subject, [own(document())])), ["mandatory site"]);
    const answered = resource("aws:s3/bucket:Bucket", "site", {}, { assigned: { policy: document() } });
    assert.deepEqual(update(subject, [answered, policy(document(denial), idOf(answered))]), []);
  });

  it("judges the policy of a bucket outside the stack by itself", () => {
    assert.deepEqual(always(subject, [policy(document(denial), "elsewhere")]), []);
    assert.deepEqual(brief(always(subject, [policy(document(), "elsewhere")])), ["mandatory policy"]);
  });

  it("leaves open what an unknown ARN or name hides", () => {
    const hidden = { ...denial, Resource: denial.Resource.map((arn) => later(arn)) };
    assert.deepEqual(brief(preview(subject, [named, policy(document(hidden), "site")])), ["advisory site"]);
    assert.deepEqual(update(subject, [named, policy(document(hidden), "site")]), []);
    const unnamed = resource("aws:s3/bucket:Bucket", "site", { bucket: later("other") });
    const stack = [unnamed, policy(document(denial), idOf(unnamed))];
    assert.deepEqual(brief(preview(subject, stack)), ["advisory site"]);
    assert.deepEqual(brief(update(subject, stack)), ["mandatory site"]);
  });

  it("does not judge directory buckets, which the control is not about", () => {
    const express = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "s3express:CreateSession" };
    assert.deepEqual(always(subject, [policy(document(express), "fast--euw1-az1--x-s3")]), []);
  });
});
