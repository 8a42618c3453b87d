import assert from "node:assert/strict";

import { type Fixture, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { kmsNotPublic } from "./kms-not-public";

const OWN = "111122223333";
const OTHER = "444455556666";
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

const allow = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "kms:*",
  Resource: "*",
  ...more,
});
const policy = (...Statement: readonly object[]) => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [allow(root(OWN)), ...Statement] }),
});
const inOrganization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } } };

judges(kmsNotPublic, {
  types: [
    "aws:kms/key:Key",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/keyPolicy:KeyPolicy",
  ],
  obeys: {
    "no policy of its own": {},
    "the account alone": policy(),
    "the account as an object": { policy: { Statement: allow({ AWS: OWN }) } },
    "roles of the account": policy(allow({ AWS: [`arn:aws:iam::${OWN}:role/app`, OWN] })),
    "a service": policy(allow({ Service: "logs.eu-west-1.amazonaws.com" })),
    "everyone of an organization": policy(allow("*", inOrganization)),
    "everyone of an account": policy(
      allow(
        { AWS: "*" },
        { Condition: { StringEquals: { "kms:CallerAccount": OWN, "kms:ViaService": "rds.eu-west-1.amazonaws.com" } } },
      ),
    ),
    "another account that a condition narrows": policy(allow(root(OTHER), inOrganization)),
    nobody: policy({ ...allow("*"), Effect: "Deny" }),
  },
  refuses: {
    everyone: [policy(allow("*")), "its policy lets everyone in"],
    "everyone in a list": [policy(allow({ AWS: ["*"] })), "its policy lets everyone in"],
    "everyone, as an object": [{ policy: { Statement: [allow("*")] } }, "its policy lets everyone in"],
    "all but one": [
      policy({ Effect: "Allow", NotPrincipal: root(OTHER), Action: "kms:Decrypt", Resource: "*" }),
      "its policy lets everyone in",
    ],
    "everyone by a service": [
      policy(allow("*", { Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } })),
      "its policy lets everyone in",
    ],
    "everyone of any account": [
      policy(allow("*", { Condition: { StringLike: { "kms:CallerAccount": "*" } } })),
      "its policy lets everyone in",
    ],
    "one statement that is no list": [
      { policy: JSON.stringify({ Statement: allow("*") }) },
      "its policy lets everyone in",
    ],
  },
  unknown: { policy: later(policy(allow("*")).policy) },
});

describe("kms-not-public, other accounts", () => {
  const key = (...statements: readonly object[]) => resource("aws:kms/key:Key", "key", policy(...statements));
  const elsewhere = (fixture: Fixture): Fixture => ({
    ...fixture,
    assigned: { arn: `arn:aws:kms:eu-west-1:${OWN}:key/0a1b` },
  });

  for (const principal of [OTHER, `arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${OTHER}:role/reader`]) {
    it(`refuses ${principal}, once the account is known`, () => {
      const stack = [elsewhere(key(allow({ AWS: principal })))];
      const [open, ...more] = preview(kmsNotPublic, stack);
      assert.deepEqual([more, open?.level], [[], "advisory"]);
      assert.match(open?.message ?? "", /which of the accounts 111122223333, 444455556666 is its own/);
      const [found] = update(kmsNotPublic, stack);
      assert.match(found?.message ?? "", /Found: its policy lets the account 444455556666 in/);
    });
  }

  it("knows the account by another resource of the stack", () => {
    const topic = resource("aws:sns/topic:Topic", "topic", { arn: `arn:aws:sns:eu-west-1:${OWN}:topic` });
    assert.deepEqual(brief(always(kmsNotPublic, [topic, key(allow(root(OTHER)))])), ["mandatory key"]);
  });

  it("accepts those that the option names", () => {
    assert.deepEqual(always(kmsNotPublic, [elsewhere(key(allow(root(OTHER))))], { accounts: [OTHER] }), []);
  });

  it("refuses a policy for another account alone", () => {
    const foreign = elsewhere(
      resource("aws:kms/key:Key", "key", { policy: JSON.stringify({ Statement: [allow(root(OTHER))] }) }),
    );
    assert.deepEqual(brief(update(kmsNotPublic, [foreign])), ["mandatory key"]);
  });
});
