import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { unpricedLines } from "../../../scripts/costs/unpriced";
import { graphOf, type Part } from "../report/fixture";

const items = (parts: readonly Part[]) => unpricedLines(graphOf(parts)).map(({ item }) => item);
const one = (type: string, more: Partial<Part> = {}): Part => ({ type, name: type, ...more });

describe("what has no price", () => {
  it("is what no component of the platform has, by type and number", () => {
    const queue = one("aws:sqs/queue:Queue");
    assert.deepEqual(items([queue, { ...queue, name: "other" }, one("aws:dynamodb/table:Table")]), [
      "aws:dynamodb:Table",
      "aws:sqs:Queue × 2",
    ]);
  });

  it("is a resource of one's own of a type that the estimate counts in the platform alone", () => {
    const network = one("web-platform:network:Network");
    const mine = one("web-platform:jobs:Jobs");
    const gateway = (parent: Part) => one("aws:ec2/natGateway:NatGateway", { parent });
    assert.deepEqual(items([network, gateway(network)]), []);
    assert.deepEqual(items([mine, gateway(mine)]), ["aws:ec2:NatGateway"]);
    assert.deepEqual(items([one("aws:ec2/natGateway:NatGateway")]), ["aws:ec2:NatGateway"]);
  });

  it("is what a component of the platform has that nothing counts", () => {
    const edge = one("web-platform:edge:Edge");
    assert.deepEqual(items([edge, one("aws:shield/protection:Protection", { parent: edge })]), [
      "aws:shield:Protection",
    ]);
  });

  it("is not what is known to be free", () => {
    assert.deepEqual(
      items([
        one("aws:iam/role:Role"),
        one("aws:ec2/securityGroup:SecurityGroup"),
        one("aws:s3/bucketPolicy:BucketPolicy"),
        one("aws:ec2/vpcEndpoint:VpcEndpoint", { inputs: { vpcEndpointType: "Gateway" } }),
        one("aws:ssm/parameter:Parameter", { inputs: { type: "String" } }),
        one("random:index/randomId:RandomId"),
        one("pulumi-nodejs:dynamic:Resource"),
      ]),
      [],
    );
  });

  it("is what costs money by a property alone, or lies in another cloud", () => {
    assert.deepEqual(
      items([
        one("aws:ec2/vpcEndpoint:VpcEndpoint", { inputs: { vpcEndpointType: "Interface" } }),
        one("aws:ssm/parameter:Parameter", { inputs: { tier: "Advanced" } }),
        one("aws-native:sqs:Queue"),
        one("cloudflare:index/record:Record"),
      ]),
      ["aws-native:sqs:Queue", "aws:ec2:VpcEndpoint", "aws:ssm:Parameter", "cloudflare:index:Record"].sort((a, b) =>
        a.localeCompare(b, "en"),
      ),
    );
  });

  for (const stack of ["dev", "prod"]) {
    it(`is nothing of what the ${stack} stack consists of`, () => {
      const list = readFileSync(`tests/engine/resources/${stack}.txt`, "utf8").trim().split("\n");
      const edge = one("web-platform:edge:Edge");
      const parts = list.map((line): Part => {
        const [type = "", name = ""] = line.split(" ");
        return { type, name, ...(type.includes("/") && { parent: edge }) };
      });
      assert.deepEqual(items([edge, ...parts.filter(({ type }) => type.includes("/"))]), []);
    });
  }
});
