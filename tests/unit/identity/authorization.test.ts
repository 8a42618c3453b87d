import assert from "node:assert/strict";
import { problemsOf, type Statement } from "./authorization";

describe("a statement of a policy", function () {
  // The reference is 10 MB of JSON.
  this.timeout(60_000);
  const cases: readonly [what: string, statement: Statement, problem: RegExp][] = [
    ["an action that there is none of", { Effect: "Allow", Action: "logs:PutLogEvent", Resource: "*" }, /no action/],
    ["wildcards that stand for nothing", { Effect: "Allow", Action: "ec2:Fetch*", Resource: "*" }, /no action/],
    [
      "a resource of another kind",
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket" },
      /s3:GetObject applies to none/,
    ],
    [
      "a resource for an action that knows none",
      { Effect: "Allow", Action: "ec2:DescribeSubnets", Resource: "arn:aws:ec2:eu-west-1:123456789012:subnet/*" },
      /applies to none/,
    ],
    [
      "a condition key that there is none of",
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAcount": "1" } },
      },
      /no condition key aws:SourceAcount/,
    ],
    [
      "a condition key of other actions",
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": "s3" } },
      },
      /s3:GetObject has no condition key kms:ViaService/,
    ],
    [
      "an operator of another type",
      { Effect: "Allow", Action: "s3:*", Resource: "*", Condition: { NumericEquals: { "aws:SourceAccount": "1" } } },
      /NumericEquals does not compare/,
    ],
  ];
  for (const [what, statement, problem] of cases) {
    it(`would be found with ${what}`, async () => {
      assert.match((await problemsOf(statement)).join("\n"), problem);
    });
  }
});
