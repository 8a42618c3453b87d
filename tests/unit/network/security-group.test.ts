import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { allowConnections } from "../../../infra/network/client-access";
import { SecurityGroup } from "../../../infra/network/security-group";
import { deploy } from "../harness";

const exclusive = "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive";

class Part extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Part", "part");
  }
}

describe("SecurityGroup", () => {
  const group = (name: string, parent: pulumi.Resource) =>
    new SecurityGroup(name, { vpcId: "vpc-1", description: name }, { parent });

  it("has the rules that are made through it, by whomever, and no others", async () => {
    const { one } = await deploy(() => {
      const parent = new Part();
      const [web, data] = [group("web", parent), group("data", parent)];
      allowConnections(
        "sql",
        { from: { group: web, name: "web" }, to: { group: data, name: "data" }, ports: { from: 1, to: 2 } },
        { parent },
      );
      web.egress("https", { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }, { parent });
    });
    assert.deepEqual(one(exclusive, "web").inputs, {
      securityGroupId: "web-id",
      ingressRuleIds: [],
      egressRuleIds: ["sql-out-id", "https-id"],
    });
    assert.deepEqual(one(exclusive, "data").inputs, {
      securityGroupId: "data-id",
      ingressRuleIds: ["sql-in-id"],
      egressRuleIds: [],
    });
    assert.equal(one(exclusive, "web").parent, "part");
  });

  it("takes no rule that it could not count", async () => {
    const late = deploy(() => {
      const parent = new Part();
      const web = group("web", parent);
      return web.id.apply(() => web.egress("late", { ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" }, { parent }).id);
    });
    await assert.rejects(late, /made in one go/);
  });
});
