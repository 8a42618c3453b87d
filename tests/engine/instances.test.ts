import assert from "node:assert/strict";
import { NOTHING, Platform } from "./platform";
import { atOnce, healthCheck, withShortMinutes } from "./short-minutes";

interface Outputs {
  readonly instances: { readonly loadBalancerDnsName: string };
}

/** Instances alone: behind an application load balancer with all that it can be told, then behind a network one. */
describe("a stack of instances", () => {
  const platform = new Platform();
  after(() => platform.remove());

  const instances = { ...atOnce, spot: { instanceTypes: ["t4g.small"], onDemandBase: 1, onDemandPercent: 50 } };
  let certificate: { readonly arn: string; readonly domainName: string };
  let application: object;

  before(async () => {
    withShortMinutes(platform);
    for (const section of ["database", "cache", "edge"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "network", { interfaceEndpoints: ["logs", "ssm", "ssmmessages"] });
    platform.set("dev", "compute", { kind: "instances" });
    certificate = { arn: await (await platform.startAws()).importCertificate(), domainName: "api.example.com" };
    application = { algorithm: "weighted_random", certificate, healthCheck };
    platform.set("dev", "compute", { instances: { ...instances, loadBalancer: application } });
    await platform.up("dev");
  });

  it("changes nothing on a second up, and has not drifted", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("redirects HTTP to HTTPS", async () => {
    const aws = await platform.localAws();
    const outputs = await platform.outputs<Outputs>("dev");
    const { status, headers } = await aws.ask(outputs.instances.loadBalancerDnsName, "GET", "/api/users");
    assert.equal(status, 301);
    assert.match(String(headers["location"]), /^https:\/\//);
  });

  it("moves to another port by a new target group, and keeps group and load balancer", async () => {
    platform.set("dev", "compute", {
      instances: { ...instances, application: { port: 9090 }, loadBalancer: application },
    });
    const steps = await platform.up("dev");
    const replaced = steps.filter(({ op }) => op === "replace").map(({ type }) => type);
    assert.deepEqual(replaced.sort(), ["aws:autoscaling/attachment:Attachment", "aws:lb/targetGroup:TargetGroup"]);
  });

  it("remembers a browser's target, when targets are not chosen at random", async () => {
    application = { algorithm: "least_outstanding_requests", stickinessSeconds: 60, certificate, healthCheck };
    platform.set("dev", "compute", {
      instances: { ...instances, application: { port: 9090 }, loadBalancer: application },
    });
    await platform.up("dev");
  });

  it("stands behind a network load balancer instead, for TLS", async () => {
    platform.set("dev", "compute", {
      routes: [],
      instances: {
        ...instances,
        loadBalancer: { kind: "network", protocol: "TLS", port: 443, certificate, healthCheck },
      },
    });
    // A network load balancer has no access logs in a bucket.
    await platform.loses("dev", "aws:s3/bucket:Bucket");
    await platform.up("dev");
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("dev");
    await (await platform.localAws()).deleteCertificate(certificate.arn);
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
