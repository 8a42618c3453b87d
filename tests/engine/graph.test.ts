import assert from "node:assert/strict";
import { graphOf } from "./graph";

const urn = (types: string, name: string): string => `urn:pulumi:dev::project::${types}::${name}`;
const stack = { urn: urn("pulumi:pulumi:Stack", "project-dev"), type: "pulumi:pulumi:Stack" };
const provider = { urn: urn("pulumi:providers:aws", "default"), type: "pulumi:providers:aws", id: "p-1" };
const vpc = {
  urn: urn("aws:ec2/vpc:Vpc", "main"),
  type: "aws:ec2/vpc:Vpc",
  id: "vpc-1",
  parent: stack.urn,
  inputs: { __defaults: [], cidrBlock: "10.0.0.0/16", tags: { __defaults: [], Name: "main" } },
};
const subnet = {
  urn: urn("aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet", "a::b"),
  type: "aws:ec2/subnet:Subnet",
  id: "subnet-1",
  parent: vpc.urn,
  inputs: { vpcId: "vpc-1", note: ["vpc-1", "vpc-12"] },
};

describe("graph of an exported state", () => {
  it("shows types, names, parents and inputs, with ids by name and sorted", () => {
    assert.deepEqual(graphOf({ deployment: { resources: [stack, provider, vpc, subnet] } }), [
      {
        type: "aws:ec2/subnet:Subnet",
        name: "a::b",
        parent: "main",
        inputs: { vpcId: "<Vpc main.id>", note: ["<Vpc main.id>", "vpc-12"] },
      },
      {
        type: "aws:ec2/vpc:Vpc",
        name: "main",
        parent: "(stack)",
        inputs: { cidrBlock: "10.0.0.0/16", tags: { Name: "main" } },
      },
    ]);
  });

  it("is empty for a state without resources", () => {
    assert.deepEqual(graphOf({ deployment: {} }), []);
  });
});
