import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { parseArguments } from "./arguments";
import type { Problem } from "./problem";

const good = {
  cidrBlock: "10.0.0.0/16",
  availabilityZoneNames: ["eu-west-1a", "eu-west-1b"],
  subnetStrategy: "Auto",
  subnetSpecs: [
    { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
    { type: "Private", cidrBlocks: ["10.0.16.0/20", "10.0.32.0/20"] },
  ],
  natGateways: { strategy: "None" },
};
const [publicSpec, privateSpec] = good.subnetSpecs;
const s3 = { serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: "Gateway" };
const ssm = { serviceName: "com.amazonaws.eu-west-1.ssm", vpcEndpointType: "Interface" };

function problemsOf(change: pulumi.Inputs): readonly Problem[] {
  try {
    parseArguments({ ...good, ...change });
  } catch (error) {
    if (pulumi.InputPropertiesError.isInstance(error)) return error.errors;
    throw error;
  }
  return [];
}

describe("arguments of the stand-in awsx.ec2.Vpc", () => {
  it("are taken as they are, with the official defaults", () => {
    assert.deepEqual(parseArguments(good), { ...good, vpcEndpointSpecs: [] });
    const { cidrBlock, natGateways } = parseArguments({ ...good, cidrBlock: undefined, natGateways: undefined });
    assert.deepEqual({ cidrBlock, natGateways }, { cidrBlock: "10.0.0.0/16", natGateways: { strategy: "OnePerAz" } });
  });

  const unsupported: [path: string, change: pulumi.Inputs][] = [
    ["numberOfAvailabilityZones", { numberOfAvailabilityZones: 3 }],
    ["instanceTenancy", { instanceTenancy: "dedicated" }],
    ["region", { region: "eu-west-1" }],
    ["natGateways.elasticIpAllocationIds", { natGateways: { strategy: "None", elasticIpAllocationIds: [] } }],
    ["natGateways.strategy", { natGateways: { strategy: "Regional" } }],
    ["subnetStrategy", { subnetStrategy: "Exact" }],
    ["subnetStrategy", { subnetStrategy: undefined }],
    ["availabilityZoneNames", { availabilityZoneNames: undefined }],
    ["subnetSpecs", { subnetSpecs: undefined }],
    ["subnetSpecs[1].size", { subnetSpecs: [publicSpec, { ...privateSpec, size: 256 }] }],
    ["subnetSpecs[0].cidrBlocks", { subnetSpecs: [{ type: "Public" }] }],
    ["vpcEndpointStrategy", { vpcEndpointStrategy: "Legacy" }],
    ["vpcEndpointStrategy", { vpcEndpointSpecs: [s3] }],
    ["vpcEndpointSpecs[0].dnsOptions", { vpcEndpointStrategy: "Auto", vpcEndpointSpecs: [{ ...ssm, dnsOptions: {} }] }],
  ];
  for (const [path, change] of unsupported) {
    it(`refuses as its own limit: ${path} of ${JSON.stringify(change)}`, () => {
      const problems = problemsOf(change);
      assert.deepEqual(
        problems.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(problems[0]?.reason ?? "", /stand-in/);
    });
  }

  const wrong: [path: string, reason: RegExp, change: pulumi.Inputs][] = [
    ["cidrBlock", /plain value/, { cidrBlock: pulumi.output("10.0.0.0/16") }],
    ["cidrBlock", /no IPv4 block/, { cidrBlock: "10.0.0.0" }],
    ["cidrBlock", /no IPv4 block/, { cidrBlock: "10.0.0.0/33" }],
    ["availabilityZoneNames", /"eu-west-1a" twice/, { availabilityZoneNames: ["eu-west-1a", "eu-west-1a"] }],
    ["subnetSpecs", /named "public"/, { subnetSpecs: [publicSpec, { ...privateSpec, name: "public" }] }],
    [
      "subnetSpecs[0].cidrBlocks",
      /1 blocks for 2 zones/,
      { subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }] },
    ],
    [
      "subnetSpecs[0].cidrBlocks[1]",
      /10\.1\.0\.0\/24 lies outside/,
      { subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.1.0.0/24"] }] },
    ],
    [
      "subnetSpecs[1].cidrBlocks[0]",
      /overlaps 10\.0\.1\.0\/24 of subnetSpecs\[0\]\.cidrBlocks\[1\]/,
      {
        subnetSpecs: [publicSpec, { type: "Private", cidrBlocks: ["10.0.1.128/25", "10.0.32.0/20"] }],
      },
    ],
    [
      "natGateways.strategy",
      /needs a Public subnet/,
      { natGateways: { strategy: "Single" }, subnetSpecs: [privateSpec] },
    ],
    ["natGateways.strategy", /needs a Public subnet/, { natGateways: undefined, subnetSpecs: [publicSpec] }],
    ["vpcEndpointSpecs", /two endpoints/, { vpcEndpointStrategy: "Auto", vpcEndpointSpecs: [s3, s3] }],
    [
      "enableDnsSupport",
      /must not be false/,
      { vpcEndpointStrategy: "Auto", vpcEndpointSpecs: [ssm], enableDnsSupport: false },
    ],
  ];
  for (const [path, reason, change] of wrong) {
    it(`refuses ${path}: ${reason.source}`, () => {
      const [first, ...others] = problemsOf(change);
      assert.equal(first?.propertyPath, path);
      assert.match(first.reason, reason);
      assert.deepEqual(others, []);
    });
  }

  it("tells every problem at once", () => {
    assert.equal(problemsOf({ ipv6CidrBlock: "x", region: "y", subnetStrategy: "Legacy" }).length, 3);
  });
});
