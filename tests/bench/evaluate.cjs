/**
 * Evaluates the program that is named, on mocked resources, in a process of its own and loaded as Pulumi loads it.
 *
 * With RECORD, writes what it declares to that file.
 */
const { writeFileSync } = require("node:fs");
const { resolve } = require("node:path");
const pulumi = require("@pulumi/pulumi");
const { Callback } = require("@pulumi/pulumi/proto/callback_pb");

const declared = [];
const mocks = {
  call: () => ({ outputs: {} }),
  newResource: ({ type, name, inputs }) => {
    declared.push({ type, name, inputs });
    return { id: `${name}-id`, state: { ...computed(type, name), ...inputs } };
  },
};

const computed = (type, name) => ({
  arn: `arn:aws:mock:eu-west-1:123456789012:${type}/${name}`,
  name,
  region: "eu-west-1",
  address: name,
  primaryEndpointAddress: name,
  dnsName: name,
  bucket: name,
  bucketRegionalDomainName: name,
  apiEndpoint: "https://api.example",
  functionUrl: "https://function.example/",
  keyId: name,
  identifier: name,
  version: "1",
  latestVersion: 1,
  vpcId: name,
  publicSubnetIds: [name],
  privateSubnetIds: [1, 2, 3].map((zone) => `${name}-${zone}`),
  privateSubnets: [1, 2, 3].map((zone) => ({ id: `${name}-${zone}`, availabilityZoneId: `euw1-az${zone}` })),
  isolatedSubnetIds: [name],
  masterUserSecrets: [{ secretArn: name }],
  internetGateway: { id: name },
  vpc: { id: name, arn: `arn:aws:ec2:eu-west-1:123456789012:vpc/${name}` },
});

async function main() {
  process.chdir(resolve(__dirname, "../.."));
  // As cmd/run of @pulumi/pulumi does.
  require("ts-node").register({ project: "tsconfig.json", compilerOptions: { target: "ES2020" } });
  await pulumi.runtime.setMocks(mocks, "web-platform", "prod", false, "organization");
  Object.assign(globalThis.globalStore, {
    supportsTransforms: true,
    supportsResourceHooks: true,
    callbacks: {
      registerTransform: async () => new Callback(),
      registerResourceHook: async () => undefined,
      awaitStackRegistrations: async () => undefined,
      shutdown: () => undefined,
    },
  });
  pulumi.runtime.setAllConfig({ "aws:region": "eu-west-1", "web-platform:environment": "prod" });
  await require(resolve(process.argv[2]))();
  await pulumi.runtime.disconnect();
  if (process.env.RECORD) writeFileSync(process.env.RECORD, JSON.stringify(declared));
}

void main();
