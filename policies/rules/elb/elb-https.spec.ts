import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { elbHttps as subject } from "./elb-https";

const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "web", { internal: false });
const listener = (protocol: string, inputs: object = {}, name = protocol.toLowerCase()) =>
  resource("aws:lb/listener:Listener", name, { loadBalancerArn: idOf(balancer), protocol, ...inputs });
const redirect = { defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }] };
const forward = { defaultActions: [{ type: "forward", targetGroupArn: "arn" }] };
const https = listener("HTTPS", forward);
const ruleOf = (action: unknown) =>
  resource("aws:lb/listenerRule:ListenerRule", "rule", {
    listenerArn: idOf(listener("HTTP", redirect)),
    actions: [action],
  });

judges(subject, {
  types: ["aws:elb/loadBalancer:LoadBalancer"],
  obeys: {
    TLS: {
      listeners: [
        { lbProtocol: "https", lbPort: 443 },
        { lbProtocol: "SSL", lbPort: 465 },
      ],
    },
  },
  refuses: {
    "one without": [
      {
        listeners: [
          { lbProtocol: "https", lbPort: 443 },
          { lbProtocol: "http", lbPort: 80 },
        ],
      },
      "its listener on 80 has no TLS",
    ],
    TCP: [{ internal: true, listeners: [{ lbProtocol: "tcp", lbPort: 25 }] }, "its listener on 25 has no TLS"],
  },
  unknown: { listeners: [{ lbProtocol: later("http"), lbPort: 80 }] },
});

judges(subject, {
  types: ["aws:elb/loadBalancer:LoadBalancer"],
  options: { internal: false },
  obeys: { "an internal one": { internal: true, listeners: [{ lbProtocol: "http", lbPort: 80 }] } },
  refuses: { "any other": [{ listeners: [{ lbProtocol: "http", lbPort: 80 }] }, "on 80"] },
});

describe("elb-https", () => {
  it("accepts HTTPS, alone or with a redirect to it", () => {
    assert.deepEqual(always(subject, [balancer, https]), []);
    assert.deepEqual(always(subject, [balancer, https, listener("HTTP", redirect)]), []);
  });

  it("accepts protocols in small letters, and rules that redirect or refuse", () => {
    const small = { defaultActions: [{ type: "redirect", redirect: { protocol: "https", statusCode: "HTTP_301" } }] };
    assert.deepEqual(always(subject, [balancer, listener("https", forward), listener("http", small)]), []);
    for (const action of [redirect.defaultActions[0], { type: "fixed-response" }]) {
      assert.deepEqual(always(subject, [balancer, https, listener("HTTP", redirect), ruleOf(action)]), []);
    }
  });

  for (const [what, listeners, words] of [
    [
      "a redirect to the protocol that it came by",
      [https, listener("HTTP", { defaultActions: [{ type: "redirect", redirect: { protocol: "#{protocol}" } }] })],
      "its listener http answers by plain HTTP",
    ],
    [
      "a redirect without a protocol",
      [https, listener("HTTP", { defaultActions: [{ type: "redirect", redirect: { port: "443" } }] })],
      "its listener http answers by plain HTTP",
    ],
    [
      "a redirect beside something else",
      [https, listener("HTTP", { defaultActions: [...redirect.defaultActions, ...forward.defaultActions] })],
      "its listener http answers by plain HTTP",
    ],
    [
      "a forward by weights",
      [https, listener("HTTP", { defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: "a" }] } }] })],
      "its listener http answers by plain HTTP",
    ],
    [
      "a rule that forwards",
      [https, listener("HTTP", redirect), ruleOf({ type: "forward", targetGroupArn: "arn" })],
      "its rule rule answers by plain HTTP",
    ],
    [
      "a rule that redirects to plain HTTP",
      [https, listener("HTTP", redirect), ruleOf({ type: "redirect", redirect: { statusCode: "HTTP_301" } })],
      "its rule rule answers by plain HTTP",
    ],
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

  it("judges listeners of load balancers outside the stack", () => {
    const elsewhere = (protocol: string, inputs: object) =>
      listener(protocol, { loadBalancerArn: "arn:elsewhere", ...inputs }, "one");
    assert.deepEqual(brief(always(subject, [elsewhere("HTTP", forward)])), ["mandatory one"]);
    assert.deepEqual(brief(always(subject, [elsewhere("HTTP", forward)], { internal: false })), ["advisory one"]);
    assert.deepEqual(always(subject, [elsewhere("HTTP", redirect)]), []);
    assert.deepEqual(always(subject, [elsewhere("HTTPS", forward)]), []);
    assert.deepEqual(always(subject, [elsewhere("TCP", forward)]), []);
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
