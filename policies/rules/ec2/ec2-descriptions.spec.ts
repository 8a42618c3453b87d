import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { ec2Descriptions } from "./ec2-descriptions";

const description = "From the clients";

judges(ec2Descriptions, {
  types: ["aws:ec2/securityGroup:SecurityGroup"],
  obeys: {
    "a group that is described": { description },
    "rules that are": { description, ingress: [{ description }], egress: [{ description }] },
  },
  refuses: {
    "no description": [{}, "the group has no description"],
    "what the provider writes": [{ description: "Managed by Pulumi" }, "the group has no description"],
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
