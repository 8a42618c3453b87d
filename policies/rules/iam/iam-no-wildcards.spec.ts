import assert from "node:assert/strict";

import { type Fixture, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { brief, preview } from "../../testing/kit";
import { iamNoWildcards } from "./iam-no-wildcards";

const policy = (statement: object) => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
});

judges(iamNoWildcards, {
  types: [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
  ],
  obeys: {
    "named actions": policy({ Action: ["s3:GetObject", "s3:List*"] }),
    "everything that is denied": policy({ Effect: "Deny", Action: "*" }),
    "no statement": { policy: { Version: "2012-10-17" } },
  },
  refuses: {
    everything: [policy({ Action: "*" }), "it allows *"],
    "a service": [policy({ Action: ["s3:GetObject", "kms:*"] }), "it allows kms:*"],
    "all but some": [policy({ NotAction: "iam:*" }), "it allows all but what NotAction names"],
  },
  unknown: { policy: later(policy({ Action: "*" }).policy) },
});

judges(iamNoWildcards, {
  types: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  obeys: { "a narrow policy of AWS": { policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccess" } },
  refuses: {
    "the administrator's": [{ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }, "AdministratorAccess"],
    "the power user's": [{ policyArn: "arn:aws-cn:iam::aws:policy/PowerUserAccess" }, "PowerUserAccess"],
  },
  unknown: { policyArn: later("arn:aws:iam::aws:policy/AdministratorAccess") },
});

judges(iamNoWildcards, {
  types: ["acme:identity:Role"],
  obeys: {
    "named actions on what is not there yet": {
      statements: [{ Effect: "Allow", Action: "s3:GetObject", Resource: later("arn") }],
    },
    "other inputs": { statements: ["a"], name: "b", rules: later([]) },
  },
  refuses: {
    "everything among what a component states": [
      {
        statements: [
          { Effect: "Allow", Action: "s3:GetObject", Resource: later("arn") },
          { Effect: "Allow", Action: "*", Resource: "*" },
        ],
      },
      "it allows *",
    ],
  },
});

describe("iam-no-wildcards of a text that only the update knows", () => {
  const component = resource("acme:identity:Role", "role", {
    statements: [{ Effect: "Allow", Action: "s3:GetObject", Resource: later("arn") }],
  });
  const text = policy({ Action: "s3:GetObject", Resource: "arn" }).policy;
  const own = (parent?: Fixture) =>
    resource("aws:iam/rolePolicy:RolePolicy", "policy", { policy: later(text) }, parent && { parent });

  it("is decided by the statements of the component that it is a part of", () => {
    assert.deepEqual(preview(iamNoWildcards, [component, own(component)]), []);
    assert.deepEqual(brief(preview(iamNoWildcards, [component, own()])), ["advisory policy"]);
    const mute = resource("acme:identity:Role", "role");
    assert.deepEqual(brief(preview(iamNoWildcards, [mute, own(mute)])), ["advisory policy"]);
  });
});
