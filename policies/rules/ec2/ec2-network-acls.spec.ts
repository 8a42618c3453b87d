import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, assertRefused, brief, preview, update } from "../../testing/kit";
import { ec2NetworkAcls as subject } from "./ec2-network-acls";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const allow = { ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" };
const acl = (...ingress: unknown[]) => resource(ACL, "acl", { ingress });
const byItself = (inputs: object, name = "rule") =>
  resource("aws:ec2/networkAclRule:NetworkAclRule", name, {
    ...{ networkAclId: "acl-elsewhere", ruleNumber: 100, ruleAction: "allow", protocol: "tcp" },
    ...{ fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" },
    ...inputs,
  });

describe("ec2-network-acls", () => {
  for (const [what, ...fixtures] of [
    ["other ports", acl({ ...allow, fromPort: 443, toPort: 443 })],
    ["those who are named", acl({ ...allow, cidrBlock: "10.0.0.0/8" })],
    ["a rule that denies", acl({ ...allow, action: "deny" })],
    [
      "ports that are denied before",
      acl({ ...allow, action: "DENY", ruleNo: 90, fromPort: 0, toPort: 3389 }, { ...allow, protocol: "-1" }),
    ],
    ["other protocols", acl({ ...allow, protocol: "udp" })],
    [
      "what goes out",
      resource(ACL, "acl", { egress: [allow] }),
      byItself({ egress: true }),
      byItself({ egress: "true" }),
    ],
    [
      "the default ACL",
      resource("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "default", { ingress: [{ ...allow, protocol: "-1" }] }),
    ],
    ["no rules", resource(ACL, "acl")],
    [
      "ports that rules of their own deny before",
      acl(),
      byItself({ ruleNumber: 1, ruleAction: "deny" }, "one"),
      byItself({ ruleNumber: "20" }, "two"),
    ],
  ] as const) {
    it(`accepts ${what}`, () => assert.deepEqual(always(subject, fixtures), []));
  }

  for (const [what, fixture, words] of [
    ["SSH", acl(allow), "rule 100 lets 0.0.0.0/0 in to port 22."],
    [
      "RDP by IPv6",
      acl({ ...allow, fromPort: 3389, toPort: 3389, cidrBlock: undefined, ipv6CidrBlock: "::0/0" }),
      "::0/0 in to port 3389.",
    ],
    ["a range", acl({ ...allow, fromPort: 1024, toPort: 65535 }), "in to port 3389."],
    ["every protocol", acl({ ...allow, protocol: "-1", fromPort: 0, toPort: 0 }), "in to port 22 and 3389."],
    [
      "all, by name and by text",
      acl({ ...allow, action: "ALLOW", protocol: "all", fromPort: "443", toPort: "443" }),
      "in to port 22 and 3389.",
    ],
    ["TCP by number", acl({ ...allow, protocol: 6, fromPort: "22", toPort: "22" }), "in to port 22."],
    ["what is denied later", acl(allow, { ...allow, action: "deny", ruleNo: 110 }), "rule 100 lets"],
    [
      "what is denied of IPv4 alone",
      acl({ ...allow, action: "deny", ruleNo: 90 }, { ...allow, cidrBlock: undefined, ipv6CidrBlock: "::/0" }),
      "::/0",
    ],
    [
      "what is denied in part",
      acl({ ...allow, action: "deny", ruleNo: 90, cidrBlock: "10.0.0.0/8" }, allow),
      "rule 100 lets",
    ],
    ["a rule of its own", byItself({}), "rule 100 lets 0.0.0.0/0 in to port 22."],
    ["one that is not for what goes out", byItself({ egress: false }), "in to port 22."],
    ["a known rule beside an unknown one", acl({ ...allow, cidrBlock: later("10.0.0.0/8") }, allow), "in to port 22."],
  ] as const) {
    it(`refuses everyone on ${what}`, () => {
      assertRefused(subject, [fixture], words);
    });
  }

  it("refuses rules that add up to everyone", () => {
    const of = acl({ ...allow, cidrBlock: "0.0.0.0/2" });
    const other = byItself({ networkAclId: idOf(of), ruleNumber: 200, cidrBlock: "128.0.0.0/2" });
    assert.deepEqual(brief(always(subject, [of, other])), ["mandatory acl", "mandatory rule"]);
  });

  it("weighs the rules of each ACL by themselves", () => {
    const denied = acl({ ...allow, action: "deny", ruleNo: 1 });
    assert.deepEqual(always(subject, [denied, byItself({ networkAclId: idOf(denied) })]), []);
    assert.deepEqual(brief(always(subject, [denied, byItself({})])), ["mandatory rule"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const unknown of [
      acl({ ...allow, cidrBlock: later("0.0.0.0/0") }),
      acl({ ...allow, fromPort: later(22) }),
      acl(later(allow)),
      resource(ACL, "acl", { ingress: later([allow]) }),
    ]) {
      assert.deepEqual(brief(preview(subject, [unknown])), ["advisory acl"]);
      assert.deepEqual(brief(update(subject, [unknown])), ["mandatory acl"]);
    }
  });
});
