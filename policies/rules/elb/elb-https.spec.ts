import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { elbHttps as subject } from "./elb-https";

const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "web", { internal: false });
const listener = (protocol: string, inputs: object = {}, name = protocol.toLowerCase()) =>
  resource("aws:lb/listener:Listener", name, { loadBalancerArn: idOf(balancer), protocol, ...inputs });
const redirect = { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }] };
const forward = { defaultActions: [{ type: "forward", targetGroupArn: "arn" }] };
const https = listener("HTTPS", forward);

describe("elb-https", () => {
  it("accepts HTTPS, alone or with a redirect to it", () => {
    assert.deepEqual(always(subject, [balancer, https]), []);
    assert.deepEqual(always(subject, [balancer, https, listener("HTTP", redirect)]), []);
  });

  for (const [what, listeners, words] of [
    ["plain HTTP beside HTTPS", [https, listener("HTTP", forward)], "its listener http answers by plain HTTP"],
    [
      "a redirect to plain HTTP",
      [https, listener("HTTP", { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP" } }] })],
      "its listener http answers by plain HTTP",
    ],
    ["a redirect without HTTPS", [listener("HTTP", redirect)], "it has no listener for HTTPS"],
    ["no listener", [], "it has no listener for HTTPS"],
    ["another's listener", [listener("HTTPS", { loadBalancerArn: "arn:elsewhere" })], "it has no listener for HTTPS"],
  ] as const) {
    it(`refuses ${what}`, () => {
      const found = always(subject, [balancer, ...listeners]);
      assert.deepEqual(brief(found), ["mandatory web"]);
      assert.ok(found[0]?.message.includes(`Found: ${words}.`), found[0]?.message);
    });
  }

  it("judges internal load balancers where they are not left out", () => {
    const internal = resource("aws:lb/loadBalancer:LoadBalancer", "web", { internal: true });
    assert.deepEqual(brief(always(subject, [internal])), ["mandatory web"]);
    assert.deepEqual(always(subject, [internal], { internal: false }), []);
    assert.deepEqual(brief(always(subject, [balancer], { internal: false })), ["mandatory web"]);
  });

  it("does not judge Network Load Balancers", () => {
    const network = resource("aws:lb/loadBalancer:LoadBalancer", "web", { loadBalancerType: "network" });
    assert.deepEqual(always(subject, [network]), []);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const elsewhere = listener("HTTPS", { loadBalancerArn: later("arn:elsewhere") });
    assert.deepEqual(brief(preview(subject, [balancer, elsewhere])), ["advisory web"]);
    assert.deepEqual(brief(update(subject, [balancer, elsewhere])), ["mandatory web"]);
    const actions = listener("HTTP", { defaultActions: later(forward.defaultActions) });
    assert.deepEqual(brief(preview(subject, [balancer, https, actions])), ["advisory web"]);
    assert.deepEqual(brief(update(subject, [balancer, https, actions])), ["mandatory web"]);
  });
});
