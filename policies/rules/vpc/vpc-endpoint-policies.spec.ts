import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcEndpointPolicies as subject } from "./vpc-endpoint-policies";

const open = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const closed = { ...open, Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } };
const policyOf = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const endpoint = (inputs: object) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { serviceName: "com.amazonaws.eu-west-1.s3", ...inputs });
const attached = (vpcEndpointId: unknown, policy: unknown) =>
  resource("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy", { vpcEndpointId, policy });

describe("vpc-endpoint-policies", () => {
  for (const [what, statements] of Object.entries({
    "a condition": [closed],
    "one bucket": [{ ...open, Action: "s3:GetObject", Resource: "arn:aws:s3:::mine/*" }],
    "one principal": [{ ...open, Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
    "a refusal of everything": [{ ...open, Effect: "Deny" }],
    "one account's resources": [{ ...open, Action: "sqs:*", Resource: "arn:aws:sqs:*:123456789012:*" }],
    "one table": [{ ...open, Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:*:table/mine" }],
    "named actions": [{ ...open, Action: ["s3:GetObject", "s3:Put*"] }],
    "fixed resources": [{ ...open, Condition: { StringEquals: { "aws:ResourceOrgID": "o-1234567890" } } }],
    "everything, of which all but an organization's is denied": [
      open,
      { ...open, Effect: "Deny", Condition: { StringNotEqualsIfExists: { "aws:ResourceOrgID": "o-1234567890" } } },
    ],
  })) {
    it(`accepts ${what}`, () => assert.deepEqual(always(subject, [endpoint({ policy: policyOf(...statements) })]), []));
  }

  for (const [what, statements] of Object.entries({
    "everything for everyone": [open],
    "all of a service": [{ ...open, Action: ["s3:*"] }],
    "everyone by another spelling": [{ ...open, Principal: { AWS: ["*"] } }],
    "one open statement among others": [closed, open],
    "every action, by pattern": [{ ...open, Action: "*:*" }],
    "all but some actions": [{ Effect: "Allow", Principal: "*", NotAction: "s3:DeleteBucket", Resource: "*" }],
    "all but some principals": [
      { Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "*", Resource: "*" },
    ],
    "all but some resources": [{ Effect: "Allow", Principal: "*", Action: "*", NotResource: "arn:aws:s3:::mine" }],
    "everything in a list": [{ ...open, Action: ["s3:GetObject", "*"], Resource: ["arn:aws:s3:::mine", "*"] }],
    "every bucket": [{ ...open, Action: "s3:*", Resource: ["arn:aws:s3:::*", "arn:aws:s3:::*/*"] }],
    "everybody's tables": [{ ...open, Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:*:table/*" }],
    "every ARN": [{ ...open, Resource: "arn:*" }],
    "everything in the VPC": [{ ...open, Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }],
    "everything by TLS": [{ ...open, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    "every account": [{ ...open, Condition: { StringLike: { "aws:PrincipalAccount": "*" } } }],
    "requests without an account": [
      { ...open, Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": "123456789012" } } },
    ],
    "all but one account": [{ ...open, Condition: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } } }],
    "everything, of which one account is denied": [
      open,
      { ...open, Effect: "Deny", Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } },
    ],
  })) {
    it(`refuses ${what}`, () => {
      const [found, ...more] = always(subject, [endpoint({ policy: policyOf(...statements) })]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.match(found.message, /Found: its policy lets everyone do everything\./);
    });
  }

  it("refuses an endpoint without a policy", () => {
    assert.match(always(subject, [endpoint({})])[0]?.message ?? "", /it has no policy/);
  });

  it("takes an empty policy for none", () => {
    for (const policy of ["", null]) assert.deepEqual(brief(always(subject, [endpoint({ policy })])), ["mandatory s3"]);
  });

  it("accepts endpoints that take no policy", () => {
    for (const inputs of [
      { serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0" },
      { serviceName: "com.amazonaws.eu-west-1.email-smtp" },
      { vpcEndpointType: "GatewayLoadBalancer", serviceName: later("com.amazonaws.vpce.eu-west-1.vpce-svc-1") },
    ]) {
      assert.deepEqual(always(subject, [endpoint(inputs)]), []);
    }
  });

  it("judges the policy of an endpoint elsewhere by itself", () => {
    assert.deepEqual(always(subject, [attached("vpce-elsewhere", policyOf(closed))]), []);
    for (const policy of [policyOf(open), null]) {
      assert.deepEqual(brief(always(subject, [attached("vpce-elsewhere", policy)])), ["mandatory policy"]);
    }
  });

  it("takes the policy that is put to the endpoint", () => {
    const bare = endpoint({});
    assert.deepEqual(always(subject, [bare, attached(idOf(bare), policyOf(closed))]), []);
    assert.deepEqual(brief(always(subject, [bare, attached(idOf(bare), policyOf(open))])), ["mandatory s3"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const unknown = endpoint({ policy: later(policyOf(open)) });
    assert.match(preview(subject, [unknown])[0]?.message ?? "", /Cannot be decided .* what its policy allows/);
    assert.deepEqual(brief(update(subject, [unknown])), ["mandatory s3"]);
    const account = endpoint({ policy: { Statement: [{ ...open, Resource: [later("*")] }] } });
    assert.match(preview(subject, [account])[0]?.message ?? "", /Cannot be decided .* what its policy allows/);
    assert.deepEqual(brief(update(subject, [account])), ["mandatory s3"]);
    const elsewhere = [endpoint({}), attached(later("vpce-elsewhere"), policyOf(closed))];
    assert.match(preview(subject, elsewhere)[0]?.message ?? "", /which policy it has/);
    assert.deepEqual(brief(update(subject, elsewhere)), ["mandatory s3"]);
  });
});
