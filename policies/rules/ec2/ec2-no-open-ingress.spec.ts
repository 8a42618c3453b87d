import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, assertRefused, brief, preview, update } from "../../testing/kit";
import { ec2NoOpenIngress as subject } from "./ec2-no-open-ingress";

const newer = (inputs: object) =>
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    ...inputs,
  });
const older = { protocol: "tcp", fromPort: 22, toPort: 22 };
const ofTheGroup = (...ingress: readonly object[]) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "rule", { ingress });
const byItself = (inputs: object) =>
  resource("aws:ec2/securityGroupRule:SecurityGroupRule", "rule", { type: "ingress", ...older, ...inputs });

describe("ec2-no-open-ingress", () => {
  it("accepts who is named: groups, prefix lists, addresses", () => {
    for (const named of [
      { referencedSecurityGroupId: "sg-2" },
      { prefixListId: "pl-1" },
      { cidrIpv4: "10.0.0.0/16" },
    ]) {
      assert.deepEqual(always(subject, [newer({ ...named, fromPort: 22, toPort: 22 })]), []);
    }
    assert.deepEqual(always(subject, [ofTheGroup({ ...older, cidrBlocks: ["10.0.0.0/16"] })]), []);
    assert.deepEqual(always(subject, [resource("aws:ec2/securityGroup:SecurityGroup", "rule")]), []);
  });

  it("accepts everyone on the ports allowed", () => {
    assert.deepEqual(always(subject, [newer({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 })]), []);
    const options = { allowedPorts: [8443] };
    assert.deepEqual(always(subject, [newer({ cidrIpv4: "0.0.0.0/0", fromPort: 8443, toPort: 8443 })], options), []);
    assert.equal(always(subject, [newer({ cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 })], options).length, 1);
  });

  it("accepts what goes out to everyone", () => {
    assert.deepEqual(always(subject, [byItself({ type: "egress", cidrBlocks: ["0.0.0.0/0"] })]), []);
  });

  for (const [what, fixture, words] of [
    ["a port", newer({ cidrIpv4: "0.0.0.0/0", fromPort: 22, toPort: 22 }), "0.0.0.0/0 reaches port 22"],
    ["IPv6 alone", newer({ cidrIpv6: "::/0", fromPort: 5432, toPort: 5432 }), "::/0 reaches port 5432"],
    ["a range", newer({ cidrIpv4: "0.0.0.0/0", fromPort: 80, toPort: 443 }), "0.0.0.0/0 reaches ports 80 to 443"],
    ["everything", newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" }), "0.0.0.0/0 reaches every port"],
    ["a rule of the older kind", byItself({ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }), "0.0.0.0/0 reaches port 22"],
    ["a part of a group", ofTheGroup({ ...older, ipv6CidrBlocks: ["::/0"] }), "::/0 reaches port 22"],
    [
      "every protocol of the older kind",
      ofTheGroup({ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
      "reaches every port",
    ],
  ] as const) {
    it(`refuses everyone on ${what}`, () => {
      assertRefused(subject, [fixture], words);
    });
  }

  for (const [what, inputs] of Object.entries({
    "HTTPS by text": { cidrIpv4: "0.0.0.0/0", fromPort: "443", toPort: "443" },
    "HTTPS by the number of its protocol": { cidrIpv4: "0.0.0.0/0", ipProtocol: "6", fromPort: 443, toPort: 443 },
    "packets that are too big for IPv6": { cidrIpv6: "::/0", ipProtocol: "icmpv6", fromPort: 2, toPort: 0 },
    "the same by number": { cidrIpv6: "::/0", ipProtocol: "58", fromPort: 2, toPort: -1 },
    "fragmentation needed": { cidrIpv4: "0.0.0.0/0", ipProtocol: "icmp", fromPort: 3, toPort: 4 },
    "all of the private addresses": { cidrIpv4: "10.0.0.0/8", ipProtocol: "-1" },
    "a quarter of IPv4": { cidrIpv4: "64.0.0.0/2", fromPort: 22, toPort: 22 },
    "an unknown address on an allowed port": { cidrIpv4: later("0.0.0.0/0"), fromPort: 443, toPort: 443 },
  })) {
    it(`accepts ${what}`, () => assert.deepEqual(always(subject, [newer(inputs)]), []));
  }

  const ssh = { fromPort: 22, toPort: 22 };

  for (const cidrIpv6 of ["::0/0", "0::/0", "0:0:0:0:0:0:0:0/0", "::0.0.0.0/0", "2000::/3", "2001:db8::/0"]) {
    it(`knows everyone in ${cidrIpv6}`, () => {
      assert.match(always(subject, [newer({ cidrIpv6, ...ssh })])[0]?.message ?? "", / reaches port 22\./);
    });
  }

  for (const [what, fixture, words] of [
    [
      "every protocol, whatever the ports",
      newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1", fromPort: 443, toPort: 443 }),
      "0.0.0.0/0 reaches every port.",
    ],
    [
      "all, whatever the ports",
      ofTheGroup({ protocol: "all", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }),
      "0.0.0.0/0 reaches every port.",
    ],
    ["no bounds", newer({ cidrIpv4: "0.0.0.0/0" }), "0.0.0.0/0 reaches every port."],
    ["a port by text", newer({ cidrIpv4: "0.0.0.0/0", fromPort: "22", toPort: "22" }), "reaches port 22."],
    ["UDP", newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: "17", fromPort: 443, toPort: 443 }), "port 443 of UDP."],
    [
      "a protocol without ports",
      newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: "47", fromPort: 443, toPort: 443 }),
      "every port of protocol 47.",
    ],
    [
      "all of ICMP",
      newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: "icmp", fromPort: -1, toPort: -1 }),
      "every type of ICMP.",
    ],
    ["all of ICMPv6", newer({ cidrIpv6: "::/0", ipProtocol: "icmpv6" }), "every type of ICMPv6."],
    ["ping", newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: "1", fromPort: 8, toPort: 0 }), "type 8 of ICMP."],
    ["half of all addresses", newer({ cidrIpv4: "0.0.0.0/1", ...ssh }), "0.0.0.0/1 reaches port 22."],
    [
      "pieces in one rule",
      byItself({ cidrBlocks: ["0.0.0.0/2", "128.0.0.0/2"] }),
      "0.0.0.0/2 and 128.0.0.0/2 together reach port 22.",
    ],
    [
      "pieces in several parts of a group",
      ofTheGroup(
        { ...older, cidrBlocks: ["0.0.0.0/2"] },
        { protocol: "6", fromPort: "20", toPort: 30, cidrBlocks: ["64.0.0.0/2"] },
      ),
      "together reach port",
    ],
    [
      "the default group",
      resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "rule", {
        ingress: [{ ...older, cidrBlocks: ["0.0.0.0/0"] }],
      }),
      "0.0.0.0/0 reaches port 22.",
    ],
    [
      "a known address beside an unknown one",
      byItself({ cidrBlocks: ["0.0.0.0/0", later("10.0.0.0/8")] }),
      "0.0.0.0/0 reaches port 22.",
    ],
    [
      "an address after an unknown one",
      byItself({ cidrBlocks: [later("10.0.0.0/8"), "0.0.0.0/0"] }),
      "0.0.0.0/0 reaches port 22.",
    ],
    [
      "a known part after an unknown one",
      ofTheGroup(
        { ...older, fromPort: 443, toPort: 443, cidrBlocks: [later("10.0.0.0/8")] },
        { ...older, cidrBlocks: ["0.0.0.0/0"] },
      ),
      "0.0.0.0/0 reaches port 22.",
    ],
  ] as const) {
    it(`refuses everyone on ${what}`, () => {
      assertRefused(subject, [fixture], words);
    });
  }

  describe("over several rules of a group", () => {
    const group = resource("aws:ec2/securityGroup:SecurityGroup", "group");
    const half = (name: string, cidrIpv4: string, more: object = {}) =>
      resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
        securityGroupId: idOf(group),
        ipProtocol: "tcp",
        ...ssh,
        cidrIpv4,
        ...more,
      });

    it("refuses pieces that add up to everyone, at the group", () => {
      const [found, ...more] = always(subject, [group, half("one", "0.0.0.0/2"), half("two", "128.0.0.0/2")]);
      assert.deepEqual(more, []);
      assert.equal(found?.at, "group");
      assert.match(found.message, /0\.0\.0\.0\/2 and 128\.0\.0\.0\/2 together reach port 22\./);
    });

    it("refuses them beside those in the group, and of the older kind", () => {
      const inline = resource("aws:ec2/securityGroup:SecurityGroup", "group", {
        ingress: [{ ...older, cidrBlocks: ["64.0.0.0/2"] }],
      });
      const ofOld = byItself({ securityGroupId: idOf(inline), cidrBlocks: ["128.0.0.0/2"] });
      assert.deepEqual(brief(always(subject, [inline, ofOld])), ["mandatory group"]);
    });

    it("refuses them in a group of another stack, at one of the rules", () => {
      const rules = ["0.0.0.0/2", "128.0.0.0/2"].map((cidr, index) =>
        half(`rule${index}`, cidr, { securityGroupId: "sg-elsewhere" }),
      );
      assert.deepEqual(brief(always(subject, rules)), ["mandatory rule0"]);
    });

    it("accepts them on different ports, or in different groups", () => {
      const other = { fromPort: 5432, toPort: 5432 };
      assert.deepEqual(always(subject, [group, half("one", "0.0.0.0/2"), half("two", "128.0.0.0/2", other)]), []);
      const elsewhere = { securityGroupId: "sg-elsewhere" };
      assert.deepEqual(always(subject, [group, half("one", "0.0.0.0/2"), half("two", "128.0.0.0/2", elsewhere)]), []);
    });

    it("tells of a rule that is open by itself there alone", () => {
      const rules = [half("one", "0.0.0.0/0"), half("two", "128.0.0.0/2")];
      assert.deepEqual(brief(always(subject, [group, ...rules])), ["mandatory one"]);
    });
  });

  describe("with prefix lists of the stack", () => {
    const list = (...cidrs: unknown[]) =>
      resource("aws:ec2/managedPrefixList:ManagedPrefixList", "list", { entries: cidrs.map((cidr) => ({ cidr })) });
    const entry = (of: unknown, cidr: unknown) =>
      resource("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", "entry", { prefixListId: of, cidr });

    it("accepts those that hold somebody", () => {
      const some = list("10.0.0.0/8", "192.0.2.0/24");
      assert.deepEqual(always(subject, [some, newer({ ...ssh, prefixListId: idOf(some) })]), []);
    });

    it("refuses those that hold everyone, whoever names them", () => {
      const world = list("0.0.0.0/1", "128.0.0.0/1");
      for (const fixture of [
        newer({ ...ssh, prefixListId: idOf(world) }),
        byItself({ prefixListIds: [idOf(world)] }),
        ofTheGroup({ ...older, prefixListIds: [idOf(world)] }),
      ]) {
        const [found, ...more] = always(subject, [world, fixture]);
        assert.deepEqual(more, []);
        assert.match(found?.message ?? "", /Found: by a prefix list, 0\.0\.0\.0\/1 reaches port 22\./);
        assert.equal(found?.at, "rule");
      }
      assert.deepEqual(always(subject, [world, newer({ fromPort: 443, toPort: 443, prefixListId: idOf(world) })]), []);
    });

    it("counts entries of their own, of lists elsewhere too", () => {
      const empty = list();
      for (const id of [idOf(empty), "pl-elsewhere"]) {
        const found = always(subject, [empty, entry(id, "::/0"), newer({ ...ssh, prefixListId: id })]);
        assert.deepEqual(brief(found), ["mandatory rule"]);
      }
    });

    it("leaves open addresses that a preview does not know", () => {
      const perhaps = list(later("0.0.0.0/0"));
      const rules = [perhaps, newer({ ...ssh, prefixListId: idOf(perhaps) })];
      assert.deepEqual(brief(preview(subject, rules)), ["advisory rule"]);
      assert.deepEqual(brief(update(subject, rules)), ["mandatory rule"]);
    });
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const open = newer({ cidrIpv4: later("0.0.0.0/0"), fromPort: 22, toPort: 22 });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory rule"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory rule"]);
    for (const unknown of [
      newer({ cidrIpv4: "0.0.0.0/0", fromPort: later(22), toPort: later(22) }),
      newer({ cidrIpv4: "0.0.0.0/0", ipProtocol: later("-1"), fromPort: 443, toPort: 443 }),
      byItself({ cidrBlocks: later(["0.0.0.0/0"]) }),
      byItself({ type: later("ingress"), cidrBlocks: ["0.0.0.0/0"] }),
      ofTheGroup({ ...older, cidrBlocks: ["10.0.0.0/8", later("0.0.0.0/0")] }),
      resource("aws:ec2/securityGroup:SecurityGroup", "rule", { ingress: later([{ ...older, cidrBlocks: ["::/0"] }]) }),
    ]) {
      assert.deepEqual(brief(preview(subject, [unknown])), ["advisory rule"]);
      assert.deepEqual(brief(update(subject, [unknown])), ["mandatory rule"]);
    }
  });
});
