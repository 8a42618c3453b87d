import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always } from "../../testing/kit";
import { iamNoEscalation } from "./iam-no-escalation";

const policy = (...statements: readonly object[]) => ({
  policy: JSON.stringify({ Statement: statements.map((each) => ({ Effect: "Allow", Resource: "*", ...each })) }),
});

judges(iamNoEscalation, {
  types: [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
  ],
  obeys: {
    "one role": policy({ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/worker" }),
    "what is denied again": policy({ Action: "iam:*" }, { Effect: "Deny", Action: "iam:*" }),
    "a resource's policy": policy({ Action: "kms:*", Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
    "what reads no secret": policy({ Action: ["s3:GetObject", "xray:PutTraceSegments", "ecr:GetAuthorizationToken"] }),
  },
  refuses: {
    "any role": [policy({ Action: "iam:PassRole" }), "it allows iam:PassRole on every resource"],
    "any secret and key": [
      policy({ Action: ["secretsmanager:GetSecretValue", "kms:Decrypt"] }),
      "it allows kms:Decrypt, secretsmanager:GetSecretValue on every resource",
    ],
  },
  unknown: { policy: later(policy({ Action: "iam:PassRole" }).policy) },
});

judges(iamNoEscalation, {
  types: ["aws:iam/role:Role"],
  obeys: { "one role": { inlinePolicies: [{ name: "a", policy: policy({ Action: "s3:GetObject" }).policy }] } },
  refuses: {
    "any role": [
      { inlinePolicies: [{ name: "a", policy: policy({ Action: "sts:AssumeRole" }).policy }] },
      "sts:AssumeRole",
    ],
  },
});

describe("iam-no-escalation", () => {
  it("does not judge a boundary", () => {
    const boundary = resource("aws:iam/policy:Policy", "boundary", policy({ Action: "*" }));
    const role = resource("aws:iam/role:Role", "role", { permissionsBoundary: idOf(boundary) });
    assert.deepEqual(always(iamNoEscalation, [boundary, role]), []);
  });
});
