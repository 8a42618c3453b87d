import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerOrigin as Balancer } from "../../../infra/compute/origin";
import { LoadBalancerOrigin } from "../../../infra/edge/load-balancer-origin";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { internalHttp, internalHttps, onTheInternet, types } from "./edge-fixture";

const way = (origin: Balancer, { region = "eu-west-1", prefixListId = undefined as string | undefined } = {}) =>
  deploy(() => ({
    origin: pulumi.output(new LoadBalancerOrigin("edge", { origin, region, prefixListId }).origin),
  }));

describe("the way from CloudFront to a load balancer", () => {
  for (const [origin, ports] of [
    [internalHttp, { httpPort: 8080, httpsPort: 443, originProtocolPolicy: "http-only" }],
    [internalHttps, { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" }],
  ] as const) {
    it(`leads to an internal one by a VPC origin, by ${origin.protocol}`, async () => {
      const { one, outputs } = await way(origin);
      assert.deepEqual(one(types.vpcOrigin).inputs["vpcOriginEndpointConfig"], {
        name: `dev-edge-1-${origin.protocol}-${origin.port}`,
        arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/x/1",
        ...ports,
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      });
      assert.deepEqual(outputs.origin, { domainName: "lb.example", vpcOriginConfig: { vpcOriginId: "edge-id" } });
    });
  }

  it("has another VPC origin, of another name, where the load balancer's port or protocol is another", async () => {
    const before = await way(internalHttp);
    const after = await way(internalHttps);
    const names = [before, after].map(({ one }) => {
      const origin = one(types.vpcOrigin);
      assert.deepEqual(origin.replaceOnChanges, ["vpcOriginEndpointConfig"]);
      assert.equal(origin.deleteBeforeReplace, undefined);
      return (origin.inputs["vpcOriginEndpointConfig"] as { name: string }).name;
    });
    assert.equal(new Set(names).size, 2);
  });

  it("leads to one on the internet by HTTPS, with its header", async () => {
    const { all, outputs } = await way(onTheInternet);
    assert.deepEqual(all(types.vpcOrigin), []);
    assert.deepEqual(outputs.origin, {
      domainName: "lb.example",
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
      customHeaders: [{ name: "X-Origin-Verify", value: "hush" }],
    });
  });

  it("lets in CloudFront's addresses by one rule, on all ports that may ever serve", async () => {
    for (const [origin, from, to] of [
      [internalHttp, 8080, 8080],
      [internalHttps, 80, 443],
      [onTheInternet, 80, 443],
    ] as const) {
      assertIncludes((await way(origin)).one(types.ingress).inputs, {
        securityGroupId: "sg-1",
        prefixListId: "pl-4fa04526",
        ipProtocol: "tcp",
        fromPort: from,
        toPort: to,
        cidrIpv4: undefined,
      });
    }
  });

  it("takes the prefix list of the settings in a region that it does not know", async () => {
    const { one } = await way(internalHttp, { region: "me-south-1", prefixListId: "pl-12345678" });
    assert.equal(one(types.ingress).inputs["prefixListId"], "pl-12345678");
  });
});
