import assert from "node:assert/strict";
import { type Deployment, withoutPending } from "../recover";

describe("withoutPending", () => {
  const database = {
    urn: "urn:pulumi:dev::web-platform::aws:rds/instance:Instance::database",
    type: "aws:rds/instance:Instance",
    inputs: { identifier: "dev-database", multiAz: true },
  };
  const subnet = { urn: "urn:subnet", type: "aws:ec2/subnet:Subnet", inputs: { cidrBlock: "10.0.0.0/24" } };
  const stack = { urn: "urn:stack", type: "pulumi:pulumi:Stack" };
  const pending = (type: string, resource: typeof database | typeof subnet): Deployment => ({
    resources: [stack],
    pending_operations: [{ type, resource }],
  });

  it("counts as created what was being created under a known name", () => {
    assert.deepEqual(withoutPending(pending("creating", database)), {
      resources: [stack, { ...database, id: "dev-database" }],
    });
  });

  it("forgets what has no known name, and what was not being created", () => {
    for (const deployment of [
      pending("creating", subnet),
      pending("updating", database),
      pending("deleting", database),
      pending("creating", { ...database, inputs: { identifier: "", multiAz: true } }),
    ]) {
      assert.deepEqual(withoutPending(deployment), { resources: [stack] });
    }
  });

  it("leaves a resource that is being replaced as it was", () => {
    const deployment = pending("creating", database);
    const existing = { ...database, id: "db-1" };
    assert.deepEqual(withoutPending({ ...deployment, resources: [stack, existing] }), { resources: [stack, existing] });
  });
});
