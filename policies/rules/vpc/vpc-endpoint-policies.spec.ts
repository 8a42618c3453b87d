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
  })) {
    it(`accepts ${what}`, () => assert.deepEqual(always(subject, [endpoint({ policy: policyOf(...statements) })]), []));
  }

  for (const [what, statements] of Object.entries({
    "everything for everyone": [open],
    "all of a service": [{ ...open, Action: ["s3:*"] }],
    "everyone by another spelling": [{ ...open, Principal: { AWS: ["*"] } }],
    "one open statement among others": [closed, open],
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

  it("takes the policy that is put to the endpoint", () => {
    const bare = endpoint({});
    assert.deepEqual(always(subject, [bare, attached(idOf(bare), policyOf(closed))]), []);
    assert.deepEqual(brief(always(subject, [bare, attached(idOf(bare), policyOf(open))])), ["mandatory s3"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const unknown = endpoint({ policy: later(policyOf(open)) });
    assert.match(preview(subject, [unknown])[0]?.message ?? "", /Cannot be decided .* what its policy allows/);
    assert.deepEqual(brief(update(subject, [unknown])), ["mandatory s3"]);
    const elsewhere = [endpoint({}), attached(later("vpce-elsewhere"), policyOf(closed))];
    assert.match(preview(subject, elsewhere)[0]?.message ?? "", /which policy it has/);
    assert.deepEqual(brief(update(subject, elsewhere)), ["mandatory s3"]);
  });
});
