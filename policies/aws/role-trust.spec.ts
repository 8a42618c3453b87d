import assert from "node:assert/strict";

import { unknownCheckingProxy } from "../frame/sdk";
import { UNKNOWN } from "../testing/fixtures";
import { statementsOf } from "./policy-document";
import { type Trust, trustsIn } from "./role-trust";

const trusts = (...statements: readonly object[]) =>
  trustsIn(
    statementsOf({ Statement: statements.map((each) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...each })) }),
  );

const ACCOUNT = "123456789012";
const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const github = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` };
const gitlab = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com` };
const cluster = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1` };
const ofOwn = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/login.example.com` };
const saml = { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/office` };
const org = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };

/** `flaw`, `account`, `open` or `none`: what there is to say of the one principal. */
const kindOf = (trust: Trust | undefined) => Object.keys(trust ?? {})[0] ?? "none";

describe("trustsIn", () => {
  for (const [what, statement, expected] of [
    ["everyone", { Principal: "*" }, "flaw"],
    ["everyone of AWS", { Principal: { AWS: ["*"] } }, "flaw"],
    ["all but one", { NotPrincipal: root }, "flaw"],
    ["everyone who knows a word", { Principal: "*", Condition: { StringEquals: { "sts:ExternalId": "a" } } }, "flaw"],
    ["everyone of an organization", { Principal: "*", Condition: org }, undefined],
    [
      "everyone of any organization",
      { Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } },
      "flaw",
    ],
    [
      "everyone of an account",
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } } },
      "account",
    ],
    [
      "everyone of an account's role",
      { Principal: "*", Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/*` } } },
      "account",
    ],
    ["an account", { Principal: root }, "account"],
    ["an account by its id", { Principal: { AWS: ACCOUNT } }, "account"],
    ["a role of an account", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/a` } }, "account"],
    [
      "an account with an id for it",
      { Principal: root, Condition: { StringEquals: { "sts:ExternalId": "a" } } },
      "none",
    ],
    ["an account with any id", { Principal: root, Condition: { StringLike: { "sts:ExternalId": "*" } } }, "account"],
    ["an account of the organization", { Principal: root, Condition: org }, "none"],
    [
      "people with a second factor",
      { Principal: root, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
      "none",
    ],
    [
      "whoever has no second factor",
      { Principal: root, Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } },
      "account",
    ],
    ["someone by an id alone", { Principal: { AWS: "AIDAEXAMPLE" } }, "open"],
    ["a service", { Principal: { Service: "lambda.amazonaws.com" } }, "none"],
    ["any service", { Principal: { Service: "*.amazonaws.com" } }, "flaw"],
    ["another action", { Principal: "*", Action: "sts:TagSession" }, undefined],
    ["every action", { Principal: "*", Action: "sts:*" }, "flaw"],
    ["what is denied", { Effect: "Deny", Principal: "*" }, undefined],
  ] as const) {
    it(`says ${expected ?? "nothing"} of ${what}`, () => {
      const [found, ...more] = trusts(statement);
      assert.deepEqual([found && kindOf(found), more], [expected, []]);
    });
  }

  const web = { Action: "sts:AssumeRoleWithWebIdentity" };
  const like = (key: string, value: unknown) => ({ StringLike: { [key]: value } });
  for (const [what, Principal, Condition, expected] of [
    ["no condition", github, undefined, "flaw"],
    ["an audience", github, like("token.actions.githubusercontent.com:aud", "sts.amazonaws.com"), "flaw"],
    ["any subject", github, like("token.actions.githubusercontent.com:sub", "*"), "flaw"],
    ["any repository", github, like("token.actions.githubusercontent.com:sub", "repo:*"), "flaw"],
    ["any owner", github, like("token.actions.githubusercontent.com:sub", "repo:*/app:*"), "flaw"],
    ["owners that begin alike", github, like("token.actions.githubusercontent.com:sub", "repo:acme*"), "flaw"],
    ["anybody's environment", github, like("token.actions.githubusercontent.com:sub", "environment:prod"), "flaw"],
    ["an owner or anyone", github, like("token.actions.githubusercontent.com:sub", ["repo:acme/app:*", "*"]), "flaw"],
    ["an owner", github, like("token.actions.githubusercontent.com:sub", "repo:acme/*"), "none"],
    ["a branch", github, like("token.actions.githubusercontent.com:sub", "repo:acme/app:ref:refs/heads/main"), "none"],
    ["a group", gitlab, like("gitlab.com:sub", "project_path:acme/*:ref_type:branch:ref:main"), "none"],
    ["any group", gitlab, like("gitlab.com:sub", "project_path:*"), "flaw"],
    [
      "pods of a namespace",
      cluster,
      like("oidc.eks.eu-west-1.amazonaws.com/id/A1:sub", "system:serviceaccount:web:*"),
      "none",
    ],
    ["all pods", cluster, like("oidc.eks.eu-west-1.amazonaws.com/id/A1:sub", "system:serviceaccount:*:*"), "flaw"],
    ["all of a provider of one's own", ofOwn, undefined, "flaw"],
    ["an audience of one's own", ofOwn, like("login.example.com:aud", "app"), "none"],
    ["Cognito", { Federated: "cognito-identity.amazonaws.com" }, undefined, "flaw"],
    [
      "a pool",
      { Federated: "cognito-identity.amazonaws.com" },
      like("cognito-identity.amazonaws.com:aud", "eu-west-1:a"),
      "none",
    ],
  ] as const) {
    it(`says ${expected} of a web identity with ${what}`, () => {
      const [found, ...more] = trusts({ ...web, Principal, ...(Condition && { Condition }) });
      assert.deepEqual([kindOf(found), more], [expected, []]);
    });
  }

  it("asks for the audience of SAML", () => {
    const aud = { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } };
    const Action = "sts:AssumeRoleWithSAML";
    assert.equal(kindOf(trusts({ Action, Principal: saml })[0]), "flaw");
    assert.equal(kindOf(trusts({ Action, Principal: saml, Condition: aud })[0]), "none");
  });

  it("reads what is denied to all others as a condition", () => {
    const others = (operator: string, key: string) => ({
      Effect: "Deny",
      Principal: "*",
      Condition: { [operator]: { [key]: "o-a1b2c3d4e5" } },
    });
    assert.deepEqual(trusts({ Principal: "*" }, others("StringNotEquals", "aws:PrincipalOrgID")), []);
    assert.equal(kindOf(trusts({ Principal: "*" }, others("StringEquals", "aws:PrincipalOrgID"))[0]), "flaw");
    assert.equal(kindOf(trusts({ Principal: "*" }, others("StringNotEquals", "aws:SourceIp"))[0]), "flaw");
  });

  it("tells what a preview does not know, and decides by the rest", () => {
    const read = (statement: object) =>
      trustsIn(statementsOf(unknownCheckingProxy({ Statement: [{ Effect: "Allow", ...statement }] })));
    const unknownProvider = { ...web, Principal: { Federated: UNKNOWN } };
    assert.equal(kindOf(read({ Action: "sts:AssumeRole", Principal: { AWS: UNKNOWN } })[0]), "open");
    assert.equal(kindOf(read({ Action: "sts:AssumeRole", Principal: root, Condition: UNKNOWN })[0]), "none");
    assert.equal(kindOf(read(unknownProvider)[0]), "flaw");
    assert.equal(kindOf(read({ ...unknownProvider, Condition: UNKNOWN })[0]), "open");
    const subject = like("token.actions.githubusercontent.com:sub", "repo:acme/*");
    assert.equal(kindOf(read({ ...unknownProvider, Condition: subject })[0]), "none");
    const audience = like("token.actions.githubusercontent.com:aud", "sts.amazonaws.com");
    assert.equal(kindOf(read({ ...unknownProvider, Condition: audience })[0]), "flaw");
    assert.equal(
      kindOf(
        read({ ...web, Principal: github, Condition: like("token.actions.githubusercontent.com:sub", UNKNOWN) })[0],
      ),
      "none",
    );
  });
});
