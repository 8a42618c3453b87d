import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { untilAnswered } from "./local-aws";
import { NOTHING, Platform } from "./platform";

interface Outputs {
  readonly instances: { readonly loadBalancerDnsName: string };
  readonly site: { readonly url: string; readonly domainName: string };
}

const domain = "site.example";
const loadBalancerName = `lb.${domain}`;

/** A site at a domain of its own, with instances behind it: by a VPC origin, then by the internet. */
describe("the edge before instances", () => {
  const platform = new Platform();
  let hostedZoneId: string;
  let arn: string;

  before(async () => {
    for (const section of ["database", "cache"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "network", { interfaceEndpoints: ["logs", "ssm", "ssmmessages"] });
    platform.set("dev", "compute", { kind: "instances" });
    hostedZoneId = await (await platform.startAws()).makeHostedZone(domain);
    platform.set("dev", "edge", { domain: { name: domain, hostedZoneId, www: "redirect" }, waf: { enabled: true } });
    await platform.up("dev");
    const { instances } = await platform.outputs<Outputs>("dev");
    await untilAnswered(await platform.localAws(), instances.loadBalancerDnsName, "/api/users");
  });
  after(() => platform.remove());

  const ask = async (path: string, host = domain) => (await platform.localAws()).ask(host, "GET", path);

  it("is at the domain, for the site and for what the instances answer", async () => {
    assert.equal((await platform.outputs<Outputs>("dev")).site.url, `https://${domain}`);
    assert.match((await ask("/")).body, /<main/);
    const { status, body } = await ask("/api/users");
    assert.equal(status, 200, body);
    assert.equal((JSON.parse(body) as unknown[]).length, 3);
  });

  it("leaves the load balancer's refusal what it is", async () => {
    const { status, body } = await ask("/api/nothing");
    assert.deepEqual([status, body], [403, "Forbidden"]);
  });

  it("leads every other host to the canonical one, and its query with it", async () => {
    const aws = await platform.localAws();
    const { site } = await platform.outputs<Outputs>("dev");
    for (const host of [`www.${domain}`, aws.distributionHost(site.domainName)]) {
      const { status, headers } = await ask("/docs?q=a%20b&c", host);
      assert.deepEqual([status, headers["location"]], [301, `https://${domain}/docs?q=a%20b&c`]);
    }
  });

  it("changes nothing on a second up, and has not drifted", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  for (const [change, certified] of [
    ["comes", true],
    ["goes again", false],
  ] as const) {
    it(`is answered all the while when the load balancer's certificate ${change}`, async () => {
      if (certified) arn = await (await platform.localAws()).importCertificate();
      const loadBalancer = certified ? { certificate: { arn, domainName: loadBalancerName } } : {};
      platform.set("dev", "compute", { instances: { loadBalancer } });
      const updated = platform.up("dev");
      const answers = new Map<number, string>();
      while ((await Promise.race([updated, setTimeout(200)])) === undefined) {
        const { status, body } = await ask("/api/users");
        answers.set(status, body);
      }
      const steps = await updated;
      assert.deepEqual([...answers.keys()], [200], JSON.stringify([...answers]));
      assert.deepEqual(
        steps.filter(({ type }) => /:SecurityGroup\w*Rule$/.test(type)),
        [],
      );
    });
  }

  it("reaches a load balancer on the internet by the header that the two share", async () => {
    const loadBalancer = { exposure: "cloudfront", certificate: { arn, domainName: loadBalancerName } };
    platform.set("dev", "compute", { instances: { loadBalancer } });
    await platform.up("dev");
    const { instances } = await platform.outputs<Outputs>("dev");
    await (await platform.localAws()).pointTo(hostedZoneId, loadBalancerName, instances.loadBalancerDnsName);
    const { status, body } = await ask("/api/users");
    assert.equal(status, 200, body);
    const exported = async (...flags: string[]) =>
      (await platform.succeed("stack", "export", "-s", "dev", ...flags)).stdout;
    const [, header = ""] = /"plaintext": "\\"([0-9a-f]{64})\\""/.exec(await exported("--show-secrets")) ?? [];
    assert.match(header, /^[0-9a-f]{64}$/);
    assert.ok(!(await exported()).includes(header), "the state holds it encrypted");
    await platform.isUpToDate("dev");
  });

  it("leaves nothing in AWS but the hosted zone when it is destroyed", async () => {
    await platform.destroy("dev");
    await (await platform.localAws()).deleteCertificate(arn);
    assert.deepEqual(await platform.left(), { ...NOTHING, made: { "route53.zones": [hostedZoneId] } });
  });
});
