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

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const unknown of [group({ vpcId: later("vpc-elsewhere") }), group({ ingress: later([open]) })]) {
      assert.equal(preview(subject, [vpc, unknown])[0]?.level, "advisory");
      assert.equal(update(subject, [vpc, unknown])[0]?.level, "mandatory");
    }
  });
});
