import assert from "node:assert/strict";
import { boundaryLine, deployRoleLine, type Role } from "../../../scripts/doctor/github";
import { shown } from "../../../scripts/doctor/line.mjs";

const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

const key = "token.actions.githubusercontent.com";

function role(subject: string, changed: object = {}, name = "deploy-prod-0a1b2c3"): Role {
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: provider },
    Condition: { StringEquals: { [`${key}:aud`]: "sts.amazonaws.com", [`${key}:sub`]: subject } },
    ...changed,
  };
  return { name, trust: encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: [statement] })) };
}

const place = { stack: "prod", sandbox: false };

describe("the doctor, of GitHub's role", () => {
  const line = (roles: readonly Role[], facts: object = {}) =>
    shown(
      deployRoleLine({
        ...place,
        repository: "owner/repo",
        roles: { known: roles },
        providers: { known: [provider] },
        ...facts,
      }),
    );

  it("finds the one that trusts this repository", () => {
    const others = [role("repo:owner/repo:environment:prod-2", {}, "deploy-prod-2-0a1b2c3")];
    assert.equal(
      line([...others, role("repo:owner/repo:environment:prod")]),
      "ok       GitHub's role: deploy-prod-0a1b2c3 trusts repo:owner/repo:environment:prod",
    );
  });

  it("says what makes one", () => {
    const text = "note     GitHub's role: there is no deploy-prod, so that GitHub cannot deploy prod";
    assert.equal(line([]), `${text} -> npm run bootstrap -- -s prod`);
    assert.equal(line([], { sandbox: true }), `${text} -> npm run sandbox -- bootstrap -s prod`);
    for (const name of ["deploy-production-0a1b2c3", "shop-deploy-prod-0a1b2c3"]) {
      assert.match(line([role("repo:owner/repo:environment:prod", {}, name)]), /^note /, name);
    }
  });

  it("is stopped by a role that trusts somebody else", () => {
    assert.equal(
      line([role("repo:other/repo:environment:prod")]),
      "blocker  GitHub's role: deploy-prod-0a1b2c3 trusts repo:other/repo:environment:prod, and not repo:owner/repo:environment:prod -> npm run bootstrap -- -s prod --repository owner/repo",
    );
    for (const changed of [
      { Effect: "Deny" },
      { Action: "sts:AssumeRole" },
      { Condition: {} },
      { Condition: { StringEquals: { [`${key}:sub`]: "repo:owner/repo:environment:prod" } } },
      { Principal: "*", Condition: undefined },
    ]) {
      const told = line([role("repo:owner/repo:environment:prod", changed)]);
      assert.match(told, /^blocker .* trusts nobody of GitHub/, JSON.stringify(changed));
    }
  });

  it("understands what a person may have written in its place", () => {
    const like = { StringLike: { [`${key}:sub`]: ["repo:owner/*:environment:prod"] } };
    const Condition = { StringEquals: { [`${key}:aud`]: ["sts.amazonaws.com"] }, ...like };
    assert.match(line([role("", { Condition })]), /^ok /);
  });

  it("is stopped by a provider that is gone", () => {
    const told = line([role("repo:owner/repo:environment:prod")], { providers: { known: [] } });
    assert.match(told, /^blocker .*a provider of identities that the account does not have/);
  });

  it("says whom it trusts where the repository is not known, and what could not be asked", () => {
    const told = line([role("repo:owner/repo:environment:prod")], { repository: undefined });
    assert.match(told, /^note .* trusts repo:owner\/repo:environment:prod, and git's origin is no repository/);
    assert.equal(line([], { roles: { unknown: "AccessDenied" } }), "note     GitHub's role: not asked: AccessDenied");
  });
});

describe("the doctor, of the permissions boundary", () => {
  const arn = "arn:aws:iam::123456789012:policy/web-platform-bootstrap/boundary-prod-0a1b2c3";
  const state = `pulumi config set --stack prod --path web-platform:identity.permissionsBoundary ${arn}`;
  const line = (stated: string | undefined, exists: boolean, policies: readonly string[]) =>
    shown(
      boundaryLine({
        ...place,
        account: "123456789012",
        stated,
        exists: stated === undefined ? undefined : { known: exists },
        policies: { known: policies },
      }),
    );

  it("is there, or is not asked for", () => {
    assert.equal(line(arn, true, [arn]), `ok       permissions boundary: ${arn}`);
    assert.match(line(undefined, false, []), /^ok .*none is stated, and the account has none for the stack$/);
  });

  it("has to be stated where the bootstrap has made it", () => {
    assert.match(line(undefined, false, [arn.replace("prod", "dev"), arn]), /^note .* none is stated/);
    assert.ok(line(undefined, false, [arn]).endsWith(` -> ${state}`));
  });

  it("has to be there where it is stated", () => {
    const gone = arn.replace("0a1b2c3", "fffffff");
    assert.equal(
      line(gone, false, []),
      `blocker  permissions boundary: there is no ${gone} -> npm run bootstrap -- -s prod`,
    );
    assert.equal(line(gone, false, [arn]), `blocker  permissions boundary: there is no ${gone} -> ${state}`);
    const foreign = arn.replace("123456789012", "999999999999");
    assert.match(line(foreign, false, []), /is of account 999999999999, and this is 123456789012/);
  });
});
