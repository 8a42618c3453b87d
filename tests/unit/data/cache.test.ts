import assert from "node:assert/strict";
import { environments } from "../../../infra/settings/presets";
import { cacheTypes, type Deployed, deployed, type Kind } from "./cache-fixture";

const kinds: readonly Kind[] = ["replication-group", "memcached", "serverless"];
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

for (const kind of kinds) {
  describe(`Cache of kind ${kind}`, () => {
    for (const environment of environments) {
      it(`in ${environment} holds no password and no token`, async () => {
        const { resources } = await deployed(kind, {}, environment);
        assert.doesNotMatch(JSON.stringify(resources), /"(password|passwords|passwordsWo|authToken|authTokenWo)":/);
      });
    }

    it("is protected in prod, and disposable in dev", async () => {
      assert.equal((await deployed(kind)).one(cacheTypes[kind]).protect, true);
      const dev = await deployed(kind, {}, "dev");
      assert.ok(dev.resources.every((resource) => !resource.protect && !resource.retainOnDelete));
    });

    it("lets clients in, and nobody else anywhere", async () => {
      const deployment = await deployed(kind);
      const { inputs } = deployment.one(cacheTypes[kind]);
      assert.deepEqual(inputs["securityGroupIds"], ["cache-target-id"]);
      assert.deepEqual(path(deployment, ingress), ["cache-target-id", "cache-client-id", ...portsOf(deployment, kind)]);
      assert.deepEqual(path(deployment, egress), ["cache-client-id", "cache-target-id", ...portsOf(deployment, kind)]);
      assert.equal(deployment.outputs.clientSecurityGroupId, "cache-client-id");
      for (const group of deployment.all("aws:ec2/securityGroup:SecurityGroup")) {
        assert.equal(group.inputs["ingress"], undefined);
        assert.equal(group.inputs["egress"], undefined);
        assert.ok(group.inputs["description"]);
      }
    });

    it("gives every child a parent inside the component", async () => {
      const { resources } = await deployed(kind);
      const [root, ...children] = resources.filter((resource) => resource.type !== "pulumi:pulumi:Stack");
      assert.equal(root?.type, "web-platform:data:Cache");
      for (const child of children) assert.notEqual(child.parent, undefined, child.name);
    });
  });
}

function path(deployment: Deployed, type: string): unknown[] {
  const { inputs } = deployment.one(type);
  return ["securityGroupId", "referencedSecurityGroupId", "fromPort", "toPort"].map((key) => inputs[key]);
}

/** A serverless cache reads from replicas on the next port. */
function portsOf({ outputs }: Deployed, kind: Kind): [number, number] {
  return [outputs.port, kind === "serverless" ? outputs.port + 1 : outputs.port];
}
