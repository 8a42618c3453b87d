import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
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
