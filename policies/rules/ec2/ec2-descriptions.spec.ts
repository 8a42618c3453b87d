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
  obeys: { "a rule that is described": { description } },
  refuses: {
    "no description": [{}, "the rule has no description"],
    "an empty one": [{ description: "" }, "the rule has no description"],
  },
  unknown: { description: later("") },
});
