import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { iamRoleTrust } from "./iam-role-trust";

const OWN = "123456789012";
const OTHER = "210987654321";
const ROLE = "aws:iam/role:Role";

const trust = (Principal: unknown, Condition?: object, Action = "sts:AssumeRole") => ({
  assumeRolePolicy: JSON.stringify({
    Statement: [{ Effect: "Allow", Action, Principal, ...(Condition && { Condition }) }],
  }),
});
const github = { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` };
const byWeb = "sts:AssumeRoleWithWebIdentity";

judges(iamRoleTrust, {
  types: [ROLE],
  obeys: {
    "a service": trust({ Service: "lambda.amazonaws.com" }),
    "another account with an id for it": trust({ AWS: OTHER }, { StringEquals: { "sts:ExternalId": "a" } }),
    "an account of the organization": trust({ AWS: OTHER }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
    "a repository": trust(
      github,
      { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/app:*" } },
      byWeb,
    ),
  },
  refuses: {
    everyone: [trust("*"), "it trusts everyone"],
    "any repository": [
      trust(github, { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } }, byWeb),
      "it trusts anyone whom token.actions.githubusercontent.com knows",
    ],
    "any assertion": [
      trust({ Federated: `arn:aws:iam::${OWN}:saml-provider/a` }, undefined, "sts:AssumeRoleWithSAML"),
      "without SAML:aud",
    ],
  },
  unknown: { assumeRolePolicy: later(trust("*").assumeRolePolicy) },
});

describe("iam-role-trust of an account", () => {
  const role = (principal: string) =>
    resource(ROLE, "role", trust({ AWS: principal }), { assigned: { arn: `arn:aws:iam::${OWN}:role/role` } });
  const other = role(`arn:aws:iam::${OTHER}:root`);

  it("accepts its own, and refuses another without a condition", () => {
    assert.deepEqual(update(iamRoleTrust, [role(`arn:aws:iam::${OWN}:root`)]), []);
    assert.deepEqual(update(iamRoleTrust, [role(OWN)]), []);
    const [found, ...more] = update(iamRoleTrust, [other]);
    assert.deepEqual([found?.level, more], ["mandatory", []]);
    assert.match(found?.message ?? "", /Found: it trusts the account 210987654321 without a condition\./);
  });

  it("is open in a preview that does not know the role's own", () => {
    assert.deepEqual(brief(preview(iamRoleTrust, [role(OWN)])), ["advisory role"]);
    const known = resource("aws:sqs/queue:Queue", "queue", { arn: `arn:aws:sqs:eu-west-1:${OWN}:queue` });
    assert.deepEqual(preview(iamRoleTrust, [known, role(OWN)]), []);
    assert.deepEqual(brief(preview(iamRoleTrust, [known, other])), ["mandatory role"]);
    const provider = resource("pulumi:providers:aws", "aws", { allowedAccountIds: [OWN] });
    assert.deepEqual(preview(iamRoleTrust, [provider, role(OWN)]), []);
  });

  it("accepts accounts that the option names", () => {
    assert.deepEqual(always(iamRoleTrust, [other], { trustedAccounts: [OTHER] }), []);
  });
});
