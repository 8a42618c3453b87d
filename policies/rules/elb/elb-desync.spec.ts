import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief } from "../../testing/kit";
import { elbDesync } from "./elb-desync";

judges(elbDesync, {
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  obeys: {
    "the strictest mode": { desyncMitigationMode: "strictest" },
    "no statement, which means defensive": {},
    "a network load balancer": { loadBalancerType: "network", desyncMitigationMode: "monitor" },
  },
  refuses: {
    "mere monitoring": [{ desyncMitigationMode: "monitor" }, 'is "monitor"'],
  },
  unknown: { desyncMitigationMode: later("monitor") },
});

judges(elbDesync, {
  types: ["aws:elb/loadBalancer:LoadBalancer"],
  obeys: { "the strictest mode": { desyncMitigationMode: "strictest" }, "no statement": {} },
  refuses: { "mere monitoring": [{ desyncMitigationMode: "monitor" }, 'is "monitor"'] },
  unknown: { desyncMitigationMode: later("monitor") },
});

describe("elb-desync before an API", () => {
  const balancer = (mode: Readonly<Record<string, unknown>>) =>
    resource("aws:lb/loadBalancer:LoadBalancer", "web", mode);
  const strictest = balancer({ desyncMitigationMode: "strictest" });
  const listener = resource("aws:lb/listener:Listener", "http", { loadBalancerArn: idOf(strictest) });
  const integration = (connectionType: string, integrationUri: unknown) =>
    resource("aws:apigatewayv2/integration:Integration", "link", { connectionType, integrationUri });
  const link = integration("VPC_LINK", idOf(listener));

  it("accepts a defensive load balancer behind a VPC link, and a strict one that no link leads to", () => {
    assert.deepEqual(always(elbDesync, [balancer({ desyncMitigationMode: "defensive" }), listener, link]), []);
    assert.deepEqual(always(elbDesync, [balancer({}), listener, link]), []);
    assert.deepEqual(always(elbDesync, [strictest, listener, integration("INTERNET", "https://a.example")]), []);
    assert.deepEqual(always(elbDesync, [strictest, listener, integration("VPC_LINK", "arn:elsewhere")]), []);
  });

  it("refuses the strictest mode behind a VPC link", () => {
    const [found, ...others] = always(elbDesync, [strictest, listener, link]);
    assert.deepEqual(others, []);
    assert.ok(found);
    assert.deepEqual(brief([found]), ["mandatory link"]);
    assert.match(found.message, /web, where its VPC link leads, answers 400/);
  });
});
