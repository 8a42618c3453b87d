import assert from "node:assert/strict";

import { unknownCheckingProxy } from "../frame/sdk";
import { UNKNOWN } from "../testing/fixtures";
import { escalationsIn } from "./escalation";
import { statementsOf } from "./policy-document";

const found = (...statements: readonly object[]) =>
  escalationsIn(statementsOf({ Statement: statements.map((each) => ({ Effect: "Allow", Resource: "*", ...each })) }));

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

describe("escalationsIn", () => {
  for (const [Action, Resource, expected] of [
    ["iam:PassRole", "*", ["iam:PassRole"]],
    ["IAM:passrole", "arn:aws:iam::*:role/*", ["iam:PassRole"]],
    ["iam:PassRole", role("*"), ["iam:PassRole"]],
    ["iam:Pass*", "arn:aws-cn:iam::*", ["iam:PassRole"]],
    ["iam:PassRole", ["arn:aws:s3:::a", "arn:*"], ["iam:PassRole"]],
    ["iam:PassRole", role("worker"), []],
    ["iam:PassRole", role("app/*"), []],
    ["iam:Get*", "*", []],
    ["iam:CreateRole", "*", []],
    ["iam:UpdateAssumeRolePolicy", "*", ["iam:UpdateAssumeRolePolicy"]],
    ["iam:Create*Policy*", "*", ["iam:CreatePolicyVersion"]],
    ["iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/*", ["iam:CreatePolicyVersion"]],
    ["iam:CreateAccessKey", "arn:aws:iam::*:user/*", ["iam:CreateAccessKey"]],
    ["iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}", []],
    ["sts:AssumeRole", "*", ["sts:AssumeRole"]],
    ["sts:AssumeRole", "arn:aws:iam::*:role/deploy", []],
    ["kms:Decrypt", "*", ["kms:Decrypt"]],
    ["kms:ReEncrypt*", "arn:aws:kms:*:123456789012:key/*", ["kms:ReEncryptFrom"]],
    ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/*", []],
    ["kms:Decrypt", "arn:aws:kms:eu-west-1:*:key/*", ["kms:Decrypt"]],
    ["kms:Encrypt", "*", []],
    [
      "secretsmanager:Get*",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*",
      ["secretsmanager:GetSecretValue"],
    ],
    ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app-*", []],
    ["ssm:GetParameter", "arn:aws:ssm:*:*:parameter/*", ["ssm:GetParameter"]],
    ["ssm:GetParameter", "arn:aws:ssm:*:*:parameter/app/*", []],
    ["lambda:UpdateFunctionCode", "*", ["lambda:UpdateFunctionCode"]],
    ["lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:123456789012:function:*", ["lambda:UpdateFunctionCode"]],
    ["lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:123456789012:function:app-*", []],
  ] as const) {
    it(`finds ${expected.join(", ") || "nothing"} in ${Action} on ${String(Resource)}`, () => {
      assert.deepEqual(found({ Action, Resource }), expected);
    });
  }

  it("reads what statements leave out", () => {
    assert.ok(found({ NotAction: "s3:*" }).includes("iam:PassRole"));
    assert.ok(!found({ NotAction: ["iam:*", "s3:*"] }).includes("iam:PassRole"));
    assert.deepEqual(found({ Action: "iam:PassRole", Resource: undefined, NotResource: role("admin") }), [
      "iam:PassRole",
    ]);
    assert.deepEqual(found({ Action: "iam:PassRole", Resource: undefined, NotResource: role("*") }), []);
  });

  for (const [what, Action, Condition, narrows] of [
    ["the service of a role", "iam:PassRole", { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } }, true],
    ["any service", "iam:PassRole", { StringLike: { "iam:PassedToService": "*" } }, false],
    ["a service, if there is one", "iam:PassRole", { StringEqualsIfExists: { "iam:PassedToService": "a" } }, false],
    ["the way to a key", "kms:Decrypt", { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }, true],
    ["what is encrypted", "kms:Decrypt", { StringEquals: { "kms:EncryptionContext:app": "a" } }, true],
    ["a tag", "secretsmanager:GetSecretValue", { StringEquals: { "aws:ResourceTag/app": "a" } }, true],
    [
      "Secrets Manager's tag",
      "secretsmanager:GetSecretValue",
      { StringLike: { "secretsmanager:ResourceTag/a": "b*" } },
      true,
    ],
    [
      "another service's condition",
      "secretsmanager:GetSecretValue",
      { StringEquals: { "kms:ViaService": "s3" } },
      false,
    ],
    ["the account", "sts:AssumeRole", { StringEquals: { "aws:ResourceAccount": "123456789012" } }, false],
    ["a second factor", "sts:AssumeRole", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, false],
    ["a boundary", "iam:PutRolePolicy", { ArnEquals: { "iam:PermissionsBoundary": role("a") } }, true],
    [
      "the policy",
      "iam:AttachRolePolicy",
      { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::123456789012:policy/a" } },
      true,
    ],
  ] as const) {
    it(`is ${narrows ? "content" : "not content"} with ${what}`, () => {
      assert.equal(found({ Action, Condition }).length === 0, narrows);
    });
  }

  it("takes back what a statement denies", () => {
    const allow = { Action: ["iam:PassRole", "sts:AssumeRole"] };
    assert.deepEqual(found(allow, { Effect: "Deny", Action: "iam:*" }), ["sts:AssumeRole"]);
    assert.deepEqual(found(allow, { Effect: "Deny", NotAction: "sts:*" }), ["sts:AssumeRole"]);
    const all = ["iam:PassRole", "sts:AssumeRole"];
    assert.deepEqual(found(allow, { Effect: "Deny", Action: "iam:*", Resource: role("admin") }), all);
    assert.deepEqual(found(allow, { Effect: "Deny", Action: "iam:*", Resource: undefined, NotResource: role("a") }), [
      "sts:AssumeRole",
    ]);
    const unless = { StringNotEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
    assert.deepEqual(found(allow, { Effect: "Deny", Action: "iam:*", Condition: unless }), ["sts:AssumeRole"]);
    const sometimes = { Bool: { "aws:MultiFactorAuthPresent": "false" } };
    assert.deepEqual(found(allow, { Effect: "Deny", Action: "iam:*", Condition: sometimes }), all);
  });

  it("takes what is unknown for no wildcard", () => {
    const seen = unknownCheckingProxy({
      Statement: [
        { Effect: "Allow", Action: "iam:PassRole", Resource: UNKNOWN },
        { Effect: "Allow", Action: "iam:PassRole", Resource: [UNKNOWN, role("a")] },
        { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*", Condition: UNKNOWN },
      ],
    });
    assert.deepEqual(escalationsIn(statementsOf(seen)), []);
  });
});
