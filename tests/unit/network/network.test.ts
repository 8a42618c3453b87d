import assert from "node:assert/strict";
import { Network } from "../../../infra/network/network";
import type { NetworkSettings } from "../../../infra/settings";
import { presets } from "../../../infra/settings/presets";
import { deploy, type Deployment } from "../harness";

/** The statements of a policy, as the program states it. */
const statementsOf = (policy: unknown) =>
  (JSON.parse(typeof policy === "string" ? policy : JSON.stringify(policy)) as { Statement: Record<string, unknown>[] })
    .Statement;

/** The interface endpoints: the gateway is there anyway. */
const interfacesOf = (network: Deployment<Network>) =>
  network.all("aws:ec2/vpcEndpoint:VpcEndpoint").filter(({ inputs }) => inputs["vpcEndpointType"] === "Interface");

const deployed = (settings: Partial<NetworkSettings> = {}): Promise<Deployment<Network>> =>
  deploy(() => new Network("net", { ...presets.prod.network, ...settings, region: "eu-west-1" }));

describe("Network", () => {
  const named = (network: Deployment<Network>, type: string, property: string) =>
    Object.fromEntries(network.all(type).map(({ name, inputs }) => [name, inputs[property]]));
  const blocks = (network: Deployment<Network>) => named(network, "aws:ec2/subnet:Subnet", "cidrBlock");
  const zonesOf = (network: Deployment<Network>) => named(network, "aws:ec2/subnet:Subnet", "availabilityZone");

  it("builds on awsx, which makes the VPC and no subnets", async () => {
    const vpc = (await deployed()).one("awsx:ec2:Vpc");
    assert.deepEqual(vpc.inputs["subnetSpecs"], [{ type: "Unused", cidrBlocks: ["10.0.0.0/16"] }]);
    assert.deepEqual(vpc.inputs["natGateways"], { strategy: "None" });
    assert.equal(vpc.inputs["enableDnsHostnames"], true);
  });

  it("has a subnet for each tier and zone, at the block of its slot, that gives no public address", async () => {
    const network = await deployed();
    assert.deepEqual(blocks(network), {
      "net-public-1": "10.0.0.0/24",
      "net-private-1": "10.0.16.0/20",
      "net-isolated-1": "10.0.8.0/24",
      "net-public-2": "10.0.1.0/24",
      "net-private-2": "10.0.32.0/20",
      "net-isolated-2": "10.0.9.0/24",
      "net-public-3": "10.0.2.0/24",
      "net-private-3": "10.0.48.0/20",
      "net-isolated-3": "10.0.10.0/24",
    });
    for (const { name, inputs } of network.all("aws:ec2/subnet:Subnet")) {
      assert.equal(inputs["mapPublicIpOnLaunch"], false);
      const { Name, SubnetType } = inputs["tags"] as Readonly<Record<string, string>>;
      assert.equal(Name, `dev-${name}`);
      assert.equal(name, `net-${SubnetType?.toLowerCase() ?? ""}-${name.slice(-1)}`);
    }
  });

  it("is the same in whatever order its zones are stated", async () => {
    const one = await deployed({ zones: ["a", "b", "c"] });
    const other = await deployed({ zones: ["c", "a", "b"] });
    const inputs = ({ resources }: Deployment<Network>) =>
      resources.map(({ type, name, inputs: own }) => [type, name, own]);
    assert.deepEqual(inputs(other), inputs(one));
    assert.deepEqual(other.outputs.availabilityZones, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });

  it("leaves a zone's resources as they are when others come and go", async () => {
    const all = await deployed({ zones: ["a", "b", "c", "d", "e", "f"] });
    for (const zones of [
      ["a", "c"],
      ["f", "b"],
      ["d", "e", "a"],
    ] as const) {
      const some = await deployed({ zones: [...zones] });
      for (const property of [blocks, zonesOf]) {
        for (const [name, value] of Object.entries(property(some))) assert.equal(property(all)[name], value, name);
      }
      const gateways = (network: Deployment<Network>) => named(network, "aws:ec2/natGateway:NatGateway", "subnetId");
      for (const [name, value] of Object.entries(gateways(some))) assert.equal(gateways(all)[name], value, name);
    }
  });

  it("finds what awsx had made, by the place of a zone in the list", async () => {
    const network = await deployed({ zones: ["a", "d"] });
    const below = "urn:pulumi:dev::web-platform::web-platform:network:Network$awsx:ec2:Vpc$aws:ec2/vpc:Vpc";
    const subnet = "$aws:ec2/subnet:Subnet";
    const table = `${subnet}$aws:ec2/routeTable:RouteTable`;
    const aliases = (type: string, name: string) => network.one(type, name).aliases;
    assert.deepEqual(aliases("aws:ec2/subnet:Subnet", "net-public-1"), [`${below}${subnet}::dev-net-public-1`]);
    assert.deepEqual(aliases("aws:ec2/subnet:Subnet", "net-public-4"), [`${below}${subnet}::dev-net-public-2`]);
    assert.deepEqual(aliases("aws:ec2/routeTable:RouteTable", "net-private-4"), [
      `${below}${table}::dev-net-private-2`,
    ]);
    assert.deepEqual(aliases("aws:ec2/route:Route", "net-private-4"), [
      `${below}${table}$aws:ec2/route:Route::dev-net-private-2`,
    ]);
    assert.deepEqual(aliases("aws:ec2/routeTableAssociation:RouteTableAssociation", "net-isolated-4"), [
      `${below}${table}$aws:ec2/routeTableAssociation:RouteTableAssociation::dev-net-isolated-2`,
    ]);
    assert.deepEqual(aliases("aws:ec2/natGateway:NatGateway", "net-4"), [
      `${below}${subnet}$aws:ec2/natGateway:NatGateway::dev-net-2`,
    ]);
    assert.deepEqual(aliases("aws:ec2/eip:Eip", "net-4"), [`${below}${subnet}$aws:ec2/eip:Eip::dev-net-2`]);
    assert.deepEqual(aliases("aws:ec2/vpcEndpoint:VpcEndpoint", "com.amazonaws.eu-west-1.s3"), [
      `${below}$aws:ec2/vpcEndpoint:VpcEndpoint::com.amazonaws.eu-west-1.s3`,
    ]);
  });

  for (const [natGateways, ways] of [
    ["none", {}],
    ["single", { "net-private-1": "net-1-id", "net-private-2": "net-1-id", "net-private-3": "net-1-id" }],
    ["per-zone", { "net-private-1": "net-1-id", "net-private-2": "net-2-id", "net-private-3": "net-3-id" }],
  ] as const) {
    it(`gives private subnets ${natGateways} NAT, and isolated ones no way out`, async () => {
      const network = await deployed({ natGateways });
      const routes = network.all("aws:ec2/route:Route");
      const by = (property: string) =>
        Object.fromEntries(
          routes.flatMap(({ name, inputs }) => (property in inputs ? [[name, inputs[property]] as const] : [])),
        );
      assert.deepEqual(by("natGatewayId"), ways);
      assert.deepEqual(Object.keys(by("gatewayId")), ["net-public-1", "net-public-2", "net-public-3"]);
      const gateways = named(network, "aws:ec2/natGateway:NatGateway", "subnetId");
      for (const [name, subnetId] of Object.entries(gateways))
        assert.equal(subnetId, `net-public-${name.slice(-1)}-id`);
      assert.equal(Object.keys(gateways).length, new Set(Object.values(ways)).size);
    });
  }

  it("states that there are no routes where nothing leads out", async () => {
    for (const [natGateways, tiers] of [
      ["none", ["isolated", "private"]],
      ["single", ["isolated"]],
    ] as const) {
      const tables = (await deployed({ natGateways })).all("aws:ec2/routeTable:RouteTable");
      const closed = tables.filter(({ inputs }) => JSON.stringify(inputs["routes"]) === "[]");
      const expected = tiers.flatMap((tier) => [1, 2, 3].map((zone) => `net-${tier}-${zone}`));
      assert.deepEqual(closed.map(({ name }) => name).sort(), expected);
      assert.ok(tables.every(({ name, inputs }) => expected.includes(name) || !("routes" in inputs)));
    }
  });

  it("closes the default security group", async () => {
    const { inputs } = (await deployed()).one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.equal(inputs["vpcId"], "net-id");
    assert.deepEqual([inputs["ingress"], inputs["egress"]], [[], []]);
  });

  it("logs the VPC's traffic to a log group that ends", async () => {
    const network = await deployed({ flowLogs: { trafficType: "ALL", retentionDays: 90 } });
    const flowLog = network.one("aws:ec2/flowLog:FlowLog");
    assert.equal(flowLog.inputs["vpcId"], "net-id");
    assert.equal(flowLog.inputs["trafficType"], "ALL");
    assert.equal(network.one("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"], 90);
    const trust = JSON.stringify(network.one("aws:iam/role:Role").inputs["assumeRolePolicy"]);
    assert.match(trust, /vpc-flow-logs.amazonaws.com/);
    assert.match(trust, /"aws:SourceAccount\W+123456789012/);
    assert.ok(flowLog.dependencies.some((urn) => urn.includes("aws:iam/rolePolicy:RolePolicy")));
  });

  it("reaches S3 through a gateway endpoint, from every subnet", async () => {
    const network = await deployed();
    const { inputs } = network.one("aws:ec2/vpcEndpoint:VpcEndpoint", "com.amazonaws.eu-west-1.s3");
    assert.deepEqual([inputs["serviceName"], inputs["vpcEndpointType"]], ["com.amazonaws.eu-west-1.s3", "Gateway"]);
    assert.deepEqual(
      (inputs["routeTableIds"] as string[]).toSorted(),
      network
        .all("aws:ec2/routeTable:RouteTable")
        .map(({ name }) => `${name}-id`)
        .sort(),
    );
  });

  it("lets this account's principals through the gateway to its own buckets, and to what boots need of AWS", async () => {
    const { inputs } = (await deployed()).one("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy");
    assert.equal(inputs["vpcEndpointId"], "com.amazonaws.eu-west-1.s3-id");
    const [own, ofAws, ...more] = statementsOf(inputs["policy"]);
    assert.deepEqual(more, []);
    assert.deepEqual(own?.["Condition"], {
      StringEquals: { "aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012" },
    });
    assert.equal(ofAws?.["Action"], "s3:GetObject");
    assert.deepEqual(ofAws["Resource"], [
      "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
      "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
    ]);
  });

  it("lets this account's principals through interface endpoints to its own resources, and to images of others", async () => {
    const network = await deployed({ interfaceEndpoints: ["secretsmanager", "ecr.dkr"] });
    const conditions = interfacesOf(network).map(({ name, inputs }) => [
      name,
      statementsOf(inputs["policy"]).map((statement) => statement["Condition"]),
    ]);
    const principals = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };
    assert.deepEqual(Object.fromEntries(conditions), {
      "net-endpoints-secretsmanager": [
        { ...principals, StringEqualsIfExists: { "aws:ResourceAccount": "123456789012" } },
      ],
      "net-endpoints-ecr.dkr": [principals],
    });
  });

  it("states no policy where the service takes none", async () => {
    const interfaceEndpoints = [
      "email-smtp",
      "mail-manager-smtp.open",
      "grafana-workspace",
      "eks-capabilities",
      "email",
    ];
    const policies = interfacesOf(await deployed({ interfaceEndpoints })).map(({ inputs }) => typeof inputs["policy"]);
    assert.deepEqual(policies, ["undefined", "undefined", "undefined", "undefined", "string"]);
  });

  it("puts interface endpoints in private subnets, open to the VPC on 443 only", async () => {
    const network = await deployed({ interfaceEndpoints: ["ssm", "secretsmanager"] });
    const endpoints = interfacesOf(network);
    assert.deepEqual(
      endpoints.map((endpoint) => endpoint.inputs["serviceName"]),
      ["com.amazonaws.eu-west-1.ssm", "com.amazonaws.eu-west-1.secretsmanager"],
    );
    for (const { inputs } of endpoints) {
      assert.deepEqual(inputs["subnetIds"], ["net-private-1-id", "net-private-2-id", "net-private-3-id"]);
      assert.equal(inputs["privateDnsEnabled"], true);
    }
    const rule = network.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    assert.deepEqual([rule["cidrIpv4"], rule["fromPort"], rule["toPort"]], ["10.0.0.0/16", 443, 443]);
  });

  it("falls back to isolated subnets for endpoints, and makes none unasked", async () => {
    const isolated = await deployed({ tiers: ["isolated"], natGateways: "none", interfaceEndpoints: ["ssm"] });
    const [endpoint] = interfacesOf(isolated);
    assert.deepEqual(endpoint?.inputs["subnetIds"], ["net-isolated-1-id", "net-isolated-2-id", "net-isolated-3-id"]);
    const none = await deployed({ interfaceEndpoints: [] });
    assert.deepEqual(interfacesOf(none), []);
    assert.deepEqual(none.all("aws:ec2/securityGroup:SecurityGroup"), []);
  });

  it("gives every child a parent inside the component", async () => {
    const { resources } = await deployed({ interfaceEndpoints: ["ssm"] });
    const [root, ...children] = resources.filter((resource) => resource.type !== "pulumi:pulumi:Stack");
    assert.equal(root?.name, "net");
    for (const child of children) assert.notEqual(child.parent, undefined, child.name);
  });
});
