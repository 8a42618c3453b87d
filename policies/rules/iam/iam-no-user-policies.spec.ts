import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { iamNoUserPolicies } from "./iam-no-user-policies";

judges(iamNoUserPolicies, {
  types: ["aws:iam/userPolicy:UserPolicy", "aws:iam/userPolicyAttachment:UserPolicyAttachment"],
  obeys: {},
  refuses: { "any of them": [{ user: later("a") }, "it is a user's"] },
});

judges(iamNoUserPolicies, {
  types: [
    "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  ],
  obeys: { "that there be none": { userName: "a", policyNames: [], policyArns: [] } },
  refuses: {
    "a policy in the user": [{ policyNames: ["a"] }, "it is a user's"],
    "a policy that is not there yet": [{ policyArns: [later("arn")] }, "it is a user's"],
  },
  unknown: { policyArns: later(["arn"]) },
});

judges(iamNoUserPolicies, {
  types: ["aws:iam/policyAttachment:PolicyAttachment"],
  obeys: { "roles and groups": { roles: ["a"], groups: ["b"] }, "no users": { roles: ["a"], users: [] } },
  refuses: { "users, among others": [{ roles: ["a"], users: ["b"] }, "users is set"] },
  unknown: { users: later(["b"]) },
});

judges(iamNoUserPolicies, {
  types: ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "aws:iam/rolePolicy:RolePolicy"],
  obeys: { "any of them": {} },
  refuses: {},
});
