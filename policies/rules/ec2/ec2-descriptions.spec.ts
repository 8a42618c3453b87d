import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { brief, preview } from "../../testing/kit";
import { ec2Descriptions } from "./ec2-descriptions";

const description = "From the clients";

judges(ec2Descriptions, {
  types: ["aws:ec2/securityGroup:SecurityGroup"],
  obeys: {
    "a group that is described": { description },
    "a name that EC2 takes": { description, name: "web #1 (blue)", namePrefix: "web-" },
    "rules that are": { description, ingress: [{ description }], egress: [{ description }] },
  },
  refuses: {
    "no description": [{}, "the group has no description"],
    "what the provider writes": [{ description: "Managed by Pulumi" }, "the group has no description"],
    "spaces alone": [{ description: "  " }, "the group has no description"],
    "an apostrophe in its name": [{ description, name: "site's" }, 'its name, "site\'s", is one that EC2 refuses'],
    "a name like an id": [{ description, name: "sg-web" }, "it begins with sg-"],
    "a long name": [{ description, name: "x".repeat(256) }, "its name"],
    "a letter beyond ASCII in the beginning of its name": [
      { description, namePrefix: "büro-" },
      "the beginning of its name",
    ],
    "a silent rule beside one that is not": [
      { description, ingress: [{}, { description }, null] },
      "1 of its ingress rules",
    ],
    "a rule without": [{ description, ingress: [{ description }, {}] }, "1 of its ingress rules"],
    "an apostrophe": [{ description: "A site's database" }, '"A site\'s database", is one that EC2 refuses'],
    "an apostrophe in a rule": [{ description, egress: [{ description: "It's out" }] }, "an egress rule"],
    "ways out without": [{ description, egress: [{}, { description: "" }] }, "2 of its egress rules"],
  },
  unknown: { description: later("") },
});

judges(ec2Descriptions, {
  types: [
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ],
  obeys: {
    "a rule that is described": { description },
    "every character that EC2 takes": { description: "aZ09 ._-:/()#,@[]+=&;{}!$*" },
    "as many as EC2 takes": { description: "x".repeat(255) },
  },
  refuses: {
    "no description": [{}, "the rule has no description"],
    "an empty one": [{ description: "" }, "the rule has no description"],
    "an apostrophe": [{ description: "To the database's proxy" }, "is one that EC2 refuses"],
    "a letter beyond ASCII": [{ description: "Zu Überseegruppe" }, "is one that EC2 refuses"],
    "an angle": [{ description: "a <-> b" }, "is one that EC2 refuses"],
    "more than EC2 takes": [{ description: "x".repeat(256) }, "is one that EC2 refuses"],
  },
  unknown: { description: later("") },
});

judges(ec2Descriptions, {
  types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  obeys: {
    "a group without rules": {},
    "rules that are described": { ingress: [{ description }], egress: [{ description }] },
  },
  refuses: {
    "rules that are not": [{ ingress: [{}], egress: [] }, "1 of its ingress rules"],
    "an apostrophe": [{ egress: [{ description: "It's out" }] }, "the description of an egress rule"],
  },
  unknown: { ingress: [{ description: later("") }] },
});

describe("ec2-descriptions", () => {
  it("refuses what it knows beside what it does not", () => {
    const group = resource("aws:ec2/securityGroup:SecurityGroup", "one", {
      description: later("The clients"),
      ingress: [{ description: later("The clients") }, {}],
    });
    assert.deepEqual(brief(preview(ec2Descriptions, [group])).sort(), ["advisory one", "advisory one", "advisory one"]);
    assert.match(preview(ec2Descriptions, [group])[1]?.message ?? "", /Found: 1 of its ingress rules/);
  });
});
