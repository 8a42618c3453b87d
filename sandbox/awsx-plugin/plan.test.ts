import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseArguments } from "./arguments";
import { planVpc } from "./plan";
import { idOf, Reference, type Planned } from "./planned";

const zoneNames = ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"];
const types = ["Public", "Private", "Isolated"] as const;
type Type = (typeof types)[number];

/** Blocks of a fixed place for each spec and zone, as a program computes them that wants to grow. */
function inputsFor(
  specTypes: readonly Type[],
  strategy: string,
  zones: number,
  more: pulumi.Inputs = {},
): pulumi.Inputs {
  return {
    availabilityZoneNames: zoneNames.slice(0, zones),
    subnetStrategy: "Auto",
    subnetSpecs: specTypes.map((type, s) => ({
      type,
      name: `${type}${s}`,
      cidrBlocks: zoneNames.slice(0, zones).map((_, z) => `10.0.${s * 16 + z}.0/24`),
    })),
    natGateways: { strategy },
    ...more,
  };
}

function plan(inputs: pulumi.Inputs): readonly Planned[] {
  return planVpc("main", parseArguments(inputs)).resources;
}

function only(resources: readonly Planned[], kind: string, name?: string): Record<string, unknown> {
  const [found, ...others] = resources.filter((r) => r.kind === kind && (name === undefined || r.name === name));
  assert.ok(found && others.length === 0, `one ${kind} ${name ?? ""}`);
  return found.inputs;
}

describe("plan of the stand-in awsx.ec2.Vpc", () => {
  it("makes nothing in blocks that are to stay unused", () => {
    const subnetSpecs = [{ type: "Unused", cidrBlocks: ["10.0.0.0/16"] }];
    const kinds = plan({ ...inputsFor([], "None", 1), subnetSpecs }).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["Vpc", "InternetGateway"]);
  });

  it("keeps every resource as it is when a zone is added", () => {
    const specs = fc.array(fc.constantFrom(...types), { minLength: 0, maxLength: 5 });
    fc.assert(
      fc.property(
        specs,
        fc.constantFrom("None", "Single", "OnePerAz"),
        fc.integer({ min: 1, max: 3 }),
        (more, nat, zones) => {
          const specTypes: Type[] = ["Public", "Private", ...more];
          const before = plan(inputsFor(specTypes, nat, zones));
          const after = plan(inputsFor(specTypes, nat, zones + 1));
          for (const resource of before) {
            const same = after.find(({ kind, name }) => kind === resource.kind && name === resource.name);
            assert.deepEqual(same, resource);
          }
        },
      ),
    );
  });

  it("refers only to resources that come earlier, and names each once", () => {
    const endpoints = [{ serviceName: "ssm", vpcEndpointType: "Interface" }, { serviceName: "s3" }];
    const more = { vpcEndpointStrategy: "Auto", vpcEndpointSpecs: endpoints };
    const seen = new Set<string>();
    for (const { kind, name, parent, inputs } of plan(inputsFor(types, "OnePerAz", 3, more))) {
      const values = Object.values(inputs as Record<string, unknown>).flat();
      const targets = values.flatMap((value) => (value instanceof Reference ? [value.to] : []));
      for (const target of [...targets, ...(parent ? [parent] : [])]) {
        assert.ok(seen.has(`${target.kind} ${target.name}`), `${target.kind} ${target.name} before ${kind} ${name}`);
      }
      assert.ok(!seen.has(`${kind} ${name}`), `${kind} ${name} once`);
      seen.add(`${kind} ${name}`);
    }
  });

  it("lays tags over one another: the VPC's, the spec's, then its own", () => {
    const subnetSpecs = [
      { type: "Public", cidrBlocks: ["10.0.0.0/24"], tags: { Name: "x", tier: "edge", team: "b" } },
      { type: "Isolated", cidrBlocks: ["10.0.1.0/24"] },
    ];
    const resources = plan({ ...inputsFor(types, "Single", 1), subnetSpecs, tags: { team: "a", Name: "net" } });
    const tagsOf = (kind: string, name: string): unknown => only(resources, kind, name)["tags"];
    assert.deepEqual(tagsOf("Vpc", "main"), { Name: "net", team: "a" });
    assert.deepEqual(tagsOf("InternetGateway", "main"), { Name: "net", team: "a" });
    assert.deepEqual(tagsOf("Subnet", "main-public-1"), {
      Name: "main-public-1",
      SubnetType: "Public",
      team: "b",
      tier: "edge",
    });
    assert.deepEqual(tagsOf("RouteTable", "main-public-1"), { Name: "main-public-1", SubnetType: "Public", team: "a" });
    assert.deepEqual(tagsOf("Eip", "main-1"), { Name: "main-1", team: "a" });
    assert.deepEqual(tagsOf("NatGateway", "main-1"), { Name: "main-1", team: "a" });
  });

  it("fills in an interface endpoint", () => {
    const vpcEndpointSpecs = [{ serviceName: "ssm", vpcEndpointType: "Interface", tags: { use: "shell" } }];
    const more = { vpcEndpointStrategy: "Auto", vpcEndpointSpecs };
    const resources = plan(inputsFor(["Public", "Isolated"], "None", 2, more));
    const endpoint = only(resources, "VpcEndpoint");
    assert.equal(endpoint["privateDnsEnabled"], true);
    assert.deepEqual(endpoint["tags"], { Name: "main", use: "shell" });
    assert.deepEqual(
      endpoint["subnetIds"],
      ["main-Isolated1-1", "main-Isolated1-2"].map((name) => idOf({ kind: "Subnet", name })),
    );
    assert.deepEqual(endpoint["securityGroupIds"], [idOf({ kind: "SecurityGroup", name: "ssm-sg" })]);
    assert.equal(only(resources, "SecurityGroupRule", "ssm-ingress")["toPort"], 443);
    const { enableDnsHostnames, enableDnsSupport } = only(resources, "Vpc");
    assert.deepEqual({ enableDnsHostnames, enableDnsSupport }, { enableDnsHostnames: true, enableDnsSupport: true });
  });

  it("leaves an endpoint as the program gave it", () => {
    const groups = [pulumi.output("sg-1")];
    const given = {
      autoAccept: true,
      policy: "{}",
      privateDnsEnabled: false,
      securityGroupIds: groups,
      subnetIds: ["s"],
    };
    const vpcEndpointSpecs = [{ serviceName: "ssm", vpcEndpointType: "Interface", ...given }];
    const resources = plan(inputsFor(["Public"], "None", 1, { vpcEndpointStrategy: "Auto", vpcEndpointSpecs }));
    const endpoint = only(resources, "VpcEndpoint");
    assert.deepEqual({ ...endpoint, ...given }, endpoint);
    assert.deepEqual(endpoint["securityGroupIds"], groups);
    assert.equal(
      resources.some(({ kind }) => kind === "SecurityGroup"),
      false,
    );
    assert.equal(only(resources, "Vpc")["enableDnsHostnames"], undefined);
  });
});
