import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
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
      const [found, ...more] = always(subject, [fixture]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes(words), found.message);
    });
  }

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const open = newer({ cidrIpv4: later("0.0.0.0/0"), fromPort: 22, toPort: 22 });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory rule"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory rule"]);
  });
});
