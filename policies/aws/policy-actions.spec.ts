import assert from "node:assert/strict";

import { coversService } from "./policy-actions";

describe("coversService", () => {
  for (const action of ["*", "**", "*:*", "s3:*", "S3:*", "s3:**", "s3:?*", "s3:*?", "ec2:*:*", "s3*", "iam:*"]) {
    it(`is true of ${action}`, () => assert.ok(coversService(action)));
  }
  for (const action of [
    "s3:GetObject",
    "s3:Get*",
    "s3:*Object",
    "s3:G*t",
    "ec2:Describe*",
    "sts:AssumeRole?",
    "s3:?",
  ]) {
    it(`is false of ${action}`, () => assert.ok(!coversService(action)));
  }
});
