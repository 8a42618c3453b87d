import assert from "node:assert/strict";

import { unknownCheckingProxy } from "../frame/sdk";
import { UNKNOWN } from "../testing/fixtures";
import { refusesPlainHttp } from "./plain-http";
import { statementsOf } from "./policy-document";

const bucket = "arn:aws:s3:::site";
const objects = "arn:aws:s3:::site/*";
const plain = { Bool: { "aws:SecureTransport": "false" } };
const denial = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket, objects], Condition: plain };

const stated = (statement: object) =>
  Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));

const asked = (name: string | undefined, ...changes: readonly object[]) =>
  refusesPlainHttp(
    statementsOf(unknownCheckingProxy({ Statement: changes.map((change) => stated({ ...denial, ...change })) })),
    name,
  );

describe("refusesPlainHttp", () => {
  for (const [what, statements] of Object.entries<readonly object[]>({
    "a list of AWS principals": [{ Principal: { AWS: ["*"] } }],
    "every action": [{ Action: "*" }],
    "another case of the action": [{ Action: ["s3:GetObject", "S3:*"] }],
    "another case of the key": [{ Condition: { Bool: { "aws:securetransport": "false" } } }],
    "a condition that holds without the key": [{ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }],
    "a value that is no text": [{ Condition: { Bool: { "aws:SecureTransport": false } } }],
    "a list of values": [{ Condition: { Bool: { "aws:SecureTransport": ["false"] } } }],
    "one statement for the bucket, and one for its objects": [{ Resource: bucket }, { Resource: objects }],
    "one pattern for both": [{ Resource: "arn:aws:s3:::site*" }],
    "every resource": [{ Resource: "*" }],
    "all but another bucket": [{ Resource: undefined, NotResource: "arn:aws:s3:::other*" }],
    China: [{ Resource: ["arn:aws-cn:s3:::site", "arn:aws-cn:s3:::site/*"] }],
    "the cloud of the government": [{ Resource: ["arn:aws-us-gov:s3:::site", "arn:aws-us-gov:s3:::site/*"] }],
    "other statements beside it": [{ Effect: "Allow", Condition: undefined }, {}],
  })) {
    it(`takes ${what}`, () => assert.equal(asked("site", ...statements), true));
  }

  for (const [what, statements] of Object.entries<readonly object[]>({
    "no statement": [],
    "another bucket": [{ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }],
    "the bucket alone": [{ Resource: bucket }],
    "the objects alone": [{ Resource: objects }],
    "some of the objects": [{ Resource: [bucket, "arn:aws:s3:::site/logs/*"] }],
    "the bucket of one partition and the objects of another": [{ Resource: [bucket, "arn:aws-cn:s3:::site/*"] }],
    "all but the objects": [{ Resource: undefined, NotResource: objects }],
    "a further key": [{ Condition: { ...plain, StringEquals: { "aws:PrincipalAccount": "123456789012" } } }],
    "a further key of the same operator": [
      { Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } },
    ],
    "old versions of TLS": [{ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }],
    "TLS itself": [{ Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    "everyone but one": [{ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }],
    "one account": [{ Principal: { AWS: "123456789012" } }],
    "some actions": [{ Action: ["s3:Get*", "s3:Put*"] }],
    "all actions but some": [{ Action: undefined, NotAction: "s3:GetObject" }],
    "an allowance": [{ Effect: "Allow" }],
  })) {
    it(`does not take ${what}`, () => assert.equal(asked("site", ...statements), false));
  }

  it("takes any bucket that it names whole, where there is no name", () => {
    assert.equal(asked(undefined, {}), true);
    assert.equal(asked(undefined, { Resource: objects }), false);
  });

  for (const [what, statement] of Object.entries<object>({
    resources: { Resource: [UNKNOWN, UNKNOWN] },
    "one resource": { Resource: [bucket, UNKNOWN] },
    "resources that are excepted": { Resource: undefined, NotResource: [UNKNOWN] },
    "a value": { Condition: { Bool: { "aws:SecureTransport": UNKNOWN } } },
    "the conditions": { Condition: UNKNOWN },
    "a condition": { Condition: { Bool: UNKNOWN } },
    "a principal": { Principal: { AWS: UNKNOWN } },
    actions: { Action: UNKNOWN },
  })) {
    it(`does not know where ${what} is unknown`, () => assert.equal(asked("site", statement), undefined));
  }

  it("knows that what is unknown of a statement mends nothing else of it", () => {
    assert.equal(asked("site", { Resource: UNKNOWN, Action: "s3:GetObject" }), false);
  });
});
