import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { elbWebAcl as subject } from "./elb-web-acl";

const balancer = (inputs: object = {}) => resource("aws:lb/loadBalancer:LoadBalancer", "web", { ...inputs });
const association = (resourceArn: unknown, service = "wafv2") =>
  resource(`aws:${service}/webAclAssociation:WebAclAssociation`, "acl", { resourceArn, webAclArn: "arn" });

describe("elb-web-acl", () => {
  it("accepts a web ACL of either kind", () => {
    for (const service of ["wafv2", "wafregional"]) {
      assert.deepEqual(always(subject, [balancer(), association(idOf(balancer()), service)]), []);
    }
  });

  it("finds none, and another's", () => {
    const [found, ...more] = always(subject, [balancer()]);
    assert.deepEqual([found?.level, found?.at, more], ["advisory", "web", []]);
    assert.match(found?.message ?? "", /Found: it has no web ACL\./);
    assert.deepEqual(brief(always(subject, [balancer(), association("arn:elsewhere")])), ["advisory web"]);
  });

  it("leaves internal ones out where the option says so, and Network Load Balancers", () => {
    assert.deepEqual(always(subject, [balancer({ internal: true })], { internal: false }), []);
    assert.equal(always(subject, [balancer({ internal: true })]).length, 1);
    assert.deepEqual(always(subject, [balancer({ loadBalancerType: "network" })]), []);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const elsewhere = [balancer(), association(later("arn:elsewhere"))];
    assert.match(preview(subject, elsewhere)[0]?.message ?? "", /Cannot be decided/);
    assert.match(update(subject, elsewhere)[0]?.message ?? "", /Found: it has no web ACL/);
  });
});
