import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcDefaultSecurityGroup as subject } from "./vpc-default-security-group";

const vpc = resource("aws:ec2/vpc:Vpc", "main");
const group = (inputs: object = {}) =>
  resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", { vpcId: idOf(vpc), ...inputs });
const open = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

describe("vpc-default-security-group", () => {
  it("accepts a group whose rules are taken away", () => {
    assert.deepEqual(always(subject, [vpc, group()]), []);
    assert.deepEqual(always(subject, [vpc, group({ ingress: [], egress: [] })]), []);
  });

  it("refuses a group with rules", () => {
    const [found, ...more] = always(subject, [vpc, group({ ingress: [open], egress: [open] })]);
    assert.deepEqual(more, []);
    assert.match(found?.message ?? "", /Found: it has 2 of them\./);
    assert.deepEqual(brief(always(subject, [vpc, group({ egress: [open] })])), ["mandatory default"]);
  });

  it("refuses a VPC whose group nothing changes", () => {
    const [found] = always(subject, [vpc]);
    assert.match(found?.message ?? "", /no DefaultSecurityGroup takes them away/);
    assert.deepEqual(brief(always(subject, [vpc, group({ vpcId: "vpc-elsewhere" })])), ["mandatory main"]);
  });

  it("refuses rules in a group of a VPC elsewhere", () => {
    for (const vpcId of ["vpc-elsewhere", null]) {
      assert.deepEqual(always(subject, [group({ vpcId })]), []);
      assert.deepEqual(brief(always(subject, [group({ vpcId, ingress: [open] })])), ["mandatory default"]);
    }
  });

  it("refuses rules of their own, whatever they call the group", () => {
    const theVpc = resource("aws:ec2/vpc:Vpc", "main", {}, { assigned: { defaultSecurityGroupId: "sg-default" } });
    for (const type of [
      "aws:ec2/securityGroupRule:SecurityGroupRule",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ]) {
      for (const securityGroupId of [idOf(group()), later("sg-default", theVpc)]) {
        const [found, ...more] = always(subject, [theVpc, group(), resource(type, "rule", { securityGroupId })]);
        assert.deepEqual(more, []);
        assert.equal(found?.at, "rule");
        assert.match(found.message, /Found: it gives the default group a rule\./);
      }
      const other = resource("aws:ec2/securityGroup:SecurityGroup", "other", { vpcId: idOf(vpc) });
      for (const securityGroupId of [idOf(other), "sg-elsewhere"]) {
        assert.deepEqual(always(subject, [vpc, group(), other, resource(type, "rule", { securityGroupId })]), []);
      }
    }
  });

  it("takes the group that names no VPC for that of the account's default one", () => {
    const ofAccount = resource("aws:ec2/defaultVpc:DefaultVpc", "default-vpc");
    assert.deepEqual(always(subject, [ofAccount, group({ vpcId: null })]), []);
    assert.deepEqual(brief(always(subject, [ofAccount])), ["mandatory default-vpc"]);
    assert.deepEqual(brief(always(subject, [vpc, group({ vpcId: null })])), ["mandatory main"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const unknown of [group({ vpcId: later("vpc-elsewhere") }), group({ ingress: later([open]) })]) {
      assert.equal(preview(subject, [vpc, unknown])[0]?.level, "advisory");
      assert.equal(update(subject, [vpc, unknown])[0]?.level, "mandatory");
    }
  });
});
