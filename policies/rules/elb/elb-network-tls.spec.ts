import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief } from "../../testing/kit";
import { elbNetworkTls } from "./elb-network-tls";

judges(elbNetworkTls, {
  types: ["aws:lb/listener:Listener"],
  obeys: {
    TLS: { protocol: "TLS" },
    "another kind's": { protocol: "HTTP" },
    "UDP, which knows no TLS": { protocol: "UDP" },
    "a Gateway Load Balancer's": {},
  },
  refuses: { TCP: [{ protocol: "TCP" }, 'protocol is "TCP"'], "TCP in small letters": [{ protocol: "tcp" }, "TCP"] },
  unknown: { protocol: later("TCP") },
});

describe("elb-network-tls of internal load balancers", () => {
  const balancer = (inputs: object) =>
    resource("aws:lb/loadBalancer:LoadBalancer", "web", { loadBalancerType: "network", ...inputs });
  const listener = (loadBalancerArn: unknown) =>
    resource("aws:lb/listener:Listener", "one", { protocol: "TCP", loadBalancerArn });
  const found = (inputs: object, options: object) =>
    brief(always(elbNetworkTls, [balancer(inputs), listener(idOf(balancer({})))], options));

  it("is left out where the option says so", () => {
    assert.deepEqual(found({ internal: true }, {}), ["mandatory one"]);
    assert.deepEqual(found({ internal: true }, { internal: false }), []);
    assert.deepEqual(found({ internal: "true" }, { internal: false }), []);
    assert.deepEqual(found({ internal: false }, { internal: false }), ["mandatory one"]);
    assert.deepEqual(found({}, { internal: false }), ["mandatory one"]);
  });

  it("is open for a load balancer outside the stack", () => {
    assert.deepEqual(brief(always(elbNetworkTls, [listener("arn:elsewhere")], { internal: false })), ["advisory one"]);
  });
});
