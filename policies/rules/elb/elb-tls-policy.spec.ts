import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { elbTlsPolicy } from "./elb-tls-policy";

judges(elbTlsPolicy, {
  types: ["aws:lb/listener:Listener"],
  obeys: {
    "TLS 1.3 and 1.2": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
    "post-quantum keys": { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" },
    "TLS 1.3 alone": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
    "FIPS with TLS 1.3 alone": { protocol: "https", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04" },
    "a listener without TLS": { protocol: "HTTP" },
  },
  refuses: {
    "TLS 1.0": [{ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }, "TLS13-1-0"],
    "an old policy": [{ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" }, "2016-08"],
    "TLS 1.2 with older ciphers": [
      { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
      "TLS13-1-2-2021-06",
    ],
    "older ciphers by FIPS": [{ protocol: "tls", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04" }, "Ext2"],
    "no statement": [{ protocol: "HTTPS" }, "is not set"],
  },
  unknown: { protocol: "HTTPS", sslPolicy: later("ELBSecurityPolicy-2016-08") },
});

describe("elb-tls-policy of Classic Load Balancers", () => {
  const balancer = (lbProtocol: string) =>
    resource("aws:elb/loadBalancer:LoadBalancer", "web", { name: "web-1", listeners: [{ lbPort: 443, lbProtocol }] });
  const attribute = (value: unknown) => [{ name: "Reference-Security-Policy", value }];
  const policy = (value: unknown) =>
    resource("aws:elb/loadBalancerPolicy:LoadBalancerPolicy", "policy", {
      loadBalancerName: idOf(balancer("https")),
      policyAttributes: attribute(value),
    });
  const good = "ELBSecurityPolicy-TLS-1-2-2017-01";

  it("accepts the newest that they have, named by either resource, or no TLS", () => {
    const negotiation = resource("aws:elb/sslNegotiationPolicy:SslNegotiationPolicy", "policy", {
      loadBalancer: "web-1",
      attributes: attribute(good),
    });
    for (const own of [policy(good), negotiation]) {
      assert.deepEqual(always(elbTlsPolicy, [balancer("https"), own]), []);
    }
    assert.deepEqual(always(elbTlsPolicy, [balancer("tcp")]), []);
  });

  it("refuses none, and an older one", () => {
    assert.deepEqual(brief(always(elbTlsPolicy, [balancer("ssl")])), ["mandatory web"]);
    const older = [balancer("https"), policy("ELBSecurityPolicy-2016-08")];
    assert.deepEqual(brief(always(elbTlsPolicy, older)), ["mandatory web"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const older = [balancer("https"), policy(later("ELBSecurityPolicy-2016-08"))];
    assert.deepEqual(brief(preview(elbTlsPolicy, older)), ["advisory web"]);
    assert.deepEqual(brief(update(elbTlsPolicy, older)), ["mandatory web"]);
  });
});
