import assert from "node:assert/strict";

import { iamNoWildcards } from "../rules/iam/iam-no-wildcards";
import { iamRoleTrust } from "../rules/iam/iam-role-trust";
import { s3TlsOnly } from "../rules/s3/s3-tls-only";
import { type Fixture, later, resource } from "../testing/fixtures";
import { brief, preview, update } from "../testing/kit";

const wide = { Effect: "Allow", Action: "*", Resource: "*" };
const narrow = { Effect: "Allow", Action: "s3:GetObject", Resource: later("arn:aws:s3:::site") };

/** A component that tells of the documents of its parts. */
const component = (policy: object) => resource("acme:identity:Role", "role", { policies: { policy } });
const policy = (parent?: Fixture) =>
  resource(
    "aws:iam/rolePolicy:RolePolicy",
    "own",
    { policy: later(JSON.stringify({ Statement: [] })) },
    parent && { parent },
  );

describe("a document that a preview does not know", () => {
  it("is judged by what its component tells of it", () => {
    const [honest, open] = [narrow, wide].map((statement) => component({ own: { Statement: [narrow, statement] } }));
    assert.ok(honest && open);
    assert.deepEqual(preview(iamNoWildcards, [honest, policy(honest)]), []);
    assert.deepEqual(brief(preview(iamNoWildcards, [open, policy(open)])), ["mandatory own"]);
  });

  it("is open where nobody tells of it, or all of it is unknown there too", () => {
    const silent = component({ other: { Statement: [narrow] } });
    const unknown = component({ own: later({ Statement: [wide] }) });
    for (const stack of [[policy()], [silent, policy(silent)], [unknown, policy(unknown)]]) {
      assert.deepEqual(brief(preview(iamNoWildcards, stack)), ["advisory own"]);
      assert.deepEqual(update(iamNoWildcards, stack), []);
    }
  });

  it("is not taken for another document of a part of that name", () => {
    const told = component({ own: { Statement: [narrow] } });
    const trust = later(JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" }] }));
    const role = resource("aws:iam/role:Role", "own", { assumeRolePolicy: trust }, { parent: told });
    assert.deepEqual(brief(preview(iamRoleTrust, [told, role])), ["advisory own"]);
    assert.deepEqual(brief(update(iamRoleTrust, [told, role])), ["mandatory own"]);
  });

  it("is judged by itself at the update, whatever was told", () => {
    const told = component({ own: { Statement: [narrow] } });
    const other = { ...policy(told), inputs: { policy: later(JSON.stringify({ Statement: [wide] })) } };
    assert.deepEqual(brief(update(iamNoWildcards, [told, other])), ["mandatory own"]);
  });

  it("is told of to rules on the whole stack too", () => {
    const deny = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const bucket = resource("aws:s3/bucket:Bucket", "site", { bucket: "site" });
    const told = component({ own: { Statement: [deny, narrow] } });
    const own = resource(
      "aws:s3/bucketPolicy:BucketPolicy",
      "own",
      { bucket: "site", policy: later(JSON.stringify({ Statement: [deny] })) },
      { parent: told },
    );
    assert.deepEqual(preview(s3TlsOnly, [bucket, told, own]), []);
  });
});
