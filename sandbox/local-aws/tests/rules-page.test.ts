import assert from "node:assert/strict";
import { type Checks, withRules } from "../rules-page";

const page = `# Checks

<!-- rules:begin -->
old
<!-- rules:end -->

<!-- exceptions:begin -->
<!-- exceptions:end -->

By hand.
`;

const checks: Checks = {
  rules: [
    {
      name: "s3.names",
      operations: [["s3", "CreateBucket"]],
      text: "Names are short,\n    and free.\n\n    Source: S3 User Guide, naming | rules.\n    ",
    },
    {
      name: "kms.keys",
      operations: [
        ["kms", "Encrypt"],
        ["rds", "CreateDBInstance"],
      ],
      text: "A key is asked.\n\n    Sources: KMS; RDS.",
    },
  ],
  exceptions: { "ec2.Shape.Member": "AWS takes more.\n  Source: a thread." },
};

describe("the page of what the local AWS checks", () => {
  it("has a table for each service, with what a docstring says and its source apart", () => {
    const text = withRules(page, checks);
    assert.ok(text.indexOf("### `kms`") < text.indexOf("### `s3`"));
    assert.match(
      text,
      /\| `s3\.names` \| `CreateBucket` \| Names are short, and free\. \| S3 User Guide, naming \\\| rules\. \|/,
    );
    assert.match(text, /\| `kms\.keys` \| `Encrypt`, `rds CreateDBInstance` \| A key is asked\. \| KMS; RDS\. \|/);
    assert.match(text, /\| `ec2\.Shape\.Member` \| AWS takes more\. Source: a thread\. \|/);
  });

  it("keeps what is written by hand, and nothing of the tables before", () => {
    const text = withRules(page, checks);
    assert.match(text, /By hand\.\n$/);
    assert.doesNotMatch(text, /old/);
    assert.match(withRules(page, { rules: [], exceptions: {} }), /None\./);
  });

  it("is not written where its marks are missing", () => {
    assert.throws(() => withRules("# Checks\n", checks), /must hold the marks/);
  });
});
