import assert from "node:assert/strict";

import { accountOfArn, accountOfPrincipal } from "./accounts";
import { allowsTooMuch } from "./managed-policies";

describe("accounts", () => {
  for (const [arn, account] of [
    ["arn:aws:iam::123456789012:root", "123456789012"],
    ["arn:aws-us-gov:sqs:us-gov-west-1:123456789012:jobs", "123456789012"],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", undefined],
    ["arn:aws:s3:::site", undefined],
    ["123456789012", undefined],
  ] as const) {
    it(`are read from ${arn}`, () => assert.equal(accountOfArn(arn), account));
  }

  it("are read from principals", () => {
    assert.equal(accountOfPrincipal("AWS:123456789012"), "123456789012");
    assert.equal(accountOfPrincipal("AWS:arn:aws:iam::123456789012:role/a"), "123456789012");
    assert.equal(accountOfPrincipal("Service:lambda.amazonaws.com"), undefined);
    assert.equal(accountOfPrincipal("*"), undefined);
  });
});

describe("allowsTooMuch", () => {
  for (const [policy, expected] of [
    ["arn:aws:iam::aws:policy/AdministratorAccess", true],
    ["arn:aws-us-gov:iam::aws:policy/IAMFullAccess", true],
    ["arn:aws:iam::aws:policy/AdministratorAccess-Amplify", true],
    ["arn:aws:iam::aws:policy/job-function/SystemAdministrator", true],
    ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", false],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", false],
    ["arn:aws:iam::123456789012:policy/AdministratorAccess", false],
    ["arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole", false],
  ] as const) {
    it(`is ${String(expected)} of ${policy}`, () => assert.equal(allowsTooMuch(policy), expected));
  }
});
