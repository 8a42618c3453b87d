import assert from "node:assert/strict";

import { statementsOf } from "./policy-document";
import { accountsIn, isOpen } from "./resource-policies";

const read = (...Statement: readonly object[]) => statementsOf({ Statement });
const allow = (Principal: unknown, more: object = {}) => ({ Effect: "Allow", Principal, Action: "*", ...more });
const narrow = { Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } };

describe("isOpen", () => {
  for (const [what, statement, expected] of [
    ["everyone", allow("*"), true],
    ["everyone by TLS", allow("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }), true],
    ["everyone of an account", allow("*", narrow), false],
    ["nobody", { ...allow("*"), Effect: "Deny" }, false],
    ["a service", allow({ Service: "s3.amazonaws.com" }), false],
    ["an account", allow({ AWS: "111122223333" }), false],
  ] as const) {
    it(`is ${String(expected)} of ${what}`, () => assert.equal(read(statement).some(isOpen), expected));
  }
});

describe("accountsIn", () => {
  it("names accounts once, and none that a condition narrows, of services, or refused", () => {
    const statements = read(
      allow({ AWS: ["111122223333", "arn:aws:iam::111122223333:role/a"] }),
      allow({ AWS: "arn:aws:iam::444455556666:root" }),
      allow({ AWS: "arn:aws:iam::777788889999:root" }, narrow),
      allow({ Service: "s3.amazonaws.com" }),
      { ...allow({ AWS: "000011112222" }), Effect: "Deny" },
    );
    assert.deepEqual(accountsIn(statements), ["111122223333", "444455556666"]);
  });
});
