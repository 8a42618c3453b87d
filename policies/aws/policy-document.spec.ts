import assert from "node:assert/strict";

import { UNKNOWN } from "../testing/fixtures";
import { unknownCheckingProxy } from "../frame/sdk";
import { isForEveryone, isNarrowed, matches, type Statement, statementsOf } from "./policy-document";

const one = (statement: object): Statement => {
  const [read] = statementsOf({ Statement: { Effect: "Allow", ...statement } });
  assert.ok(read);
  return read;
};

describe("statementsOf", () => {
  it("reads text and objects, one statement and a list, one value and a list", () => {
    const statement = { Effect: "Deny", Action: "s3:*", Resource: ["a", "b"] };
    for (const policy of [{ Statement: statement }, JSON.stringify({ Statement: [statement] })]) {
      const [{ effect, actions, resources } = one({}), ...more] = statementsOf(policy);
      assert.deepEqual([effect, actions, resources, more], ["Deny", ["s3:*"], ["a", "b"], []]);
    }
    assert.deepEqual(statementsOf({ Version: "2012-10-17" }), []);
  });

  it("leaves holes for what is unknown, and reads the rest", () => {
    const seen = unknownCheckingProxy({
      Statement: [{ Effect: "Allow", Action: "*", Resource: [UNKNOWN, "b"], Condition: { Bool: UNKNOWN } }],
    });
    const [read] = statementsOf(seen);
    assert.deepEqual([read?.actions, read?.resources, read?.conditions], [["*"], [undefined, "b"], []]);
    assert.throws(() => statementsOf(unknownCheckingProxy({ Statement: UNKNOWN })));
  });

  it("fails at what is no JSON", () => assert.throws(() => statementsOf("{")));

  it("reads conditions as IAM does, which knows no case of operators and keys", () => {
    const Condition = {
      BoolIfExists: { "aws:securetransport": false },
      "ForAllValues:StringLike": { "aws:TagKeys": "a" },
    };
    assert.deepEqual(one({ Condition }).conditions, [
      { operator: "bool", holdsWithoutKey: true, key: "aws:securetransport", values: ["false"] },
      { operator: "stringlike", holdsWithoutKey: true, key: "aws:tagkeys", values: ["a"] },
    ]);
  });
});

describe("isForEveryone", () => {
  for (const [what, principal, expected] of [
    ["a star", { Principal: "*" }, true],
    ["a star of AWS", { Principal: { AWS: "*" } }, true],
    ["a star in a list", { Principal: { AWS: ["*"] } }, true],
    ["all but one", { NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }, true],
    ["an account", { Principal: { AWS: "123456789012" } }, false],
    ["a service", { Principal: { Service: "s3.amazonaws.com" } }, false],
    ["nobody", {}, false],
  ] as const) {
    it(`is ${String(expected)} of ${what}`, () => assert.equal(isForEveryone(one(principal)), expected));
  }
});

describe("isNarrowed", () => {
  for (const [what, Condition, expected] of [
    ["an account", { StringEquals: { "aws:PrincipalAccount": "123456789012" } }, true],
    ["an account in another case", { stringequals: { "AWS:principalaccount": "123456789012" } }, true],
    ["an account, if there is one", { StringEqualsIfExists: { "aws:PrincipalAccount": "123456789012" } }, false],
    ["all but an account", { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } }, false],
    ["any account", { StringLike: { "aws:PrincipalAccount": "*" } }, false],
    ["one of two, any", { StringLike: { "aws:PrincipalOrgID": ["o-1", "*"] } }, false],
    ["a source", { ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/*" } }, true],
    ["a source of any account", { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } }, false],
    ["a bucket", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::site" } }, true],
    ["any bucket", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } }, false],
    ["an office", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, true],
    ["half of the internet", { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }, false],
    ["TLS", { Bool: { "aws:SecureTransport": "true" } }, false],
    ["nothing", {}, false],
  ] as const) {
    it(`is ${String(expected)} of ${what}`, () => assert.equal(isNarrowed(one({ Condition })), expected));
  }

  it("takes what is unknown for fixed", () => {
    const condition = unknownCheckingProxy({ StringEquals: { "aws:SourceAccount": UNKNOWN } });
    assert.equal(isNarrowed(one({ Condition: condition })), true);
  });
});

describe("matches", () => {
  it("knows the wild cards, and no case", () => {
    assert.ok(
      matches("S3:get*", "s3:GetObject") && matches("*", "s3:GetObject") && matches("s3:Ge?Object", "s3:GetObject"),
    );
    assert.ok(!matches("s3:Get", "s3:GetObject") && !matches("s3.GetObject", "s3:GetObject"));
  });
});
