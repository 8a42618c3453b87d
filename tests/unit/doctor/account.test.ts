import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings } from "../../../infra/settings/settings";
import { domainLine, domainsOf, type HostedZone } from "../../../scripts/doctor/domain";
import { identityLine } from "../../../scripts/doctor/identity";
import { asked, type Known, sentence } from "../../../scripts/doctor/known";
import { shown } from "../../../scripts/doctor/line.mjs";
import { regionLine, zonesLine } from "../../../scripts/doctor/place";
import { showStackFile } from "../../../scripts/doctor/stack-file";

describe("the doctor, of who asks", () => {
  const identity = { known: { account: "123456789012", arn: "arn:aws:iam::123456789012:user/me" } };
  const nobody = { profile: undefined, allowed: [], forbidden: [] };

  it("says who it is", () => {
    const line = "ok       account: 123456789012, as arn:aws:iam::123456789012:user/me";
    assert.equal(shown(identityLine({ ...nobody, identity })), line);
    assert.equal(shown(identityLine({ ...nobody, identity, allowed: ["123456789012"] })), line);
  });

  it("says how one signs in", () => {
    const unknown = { unknown: "CredentialsProviderError: Could not load credentials" };
    const text = "blocker  account: cannot be asked: CredentialsProviderError: Could not load credentials";
    assert.equal(shown(identityLine({ ...nobody, identity: unknown })), `${text} -> aws configure sso`);
    const told = shown(identityLine({ ...nobody, identity: unknown, profile: "work" }));
    assert.equal(told, `${text} -> aws sso login --profile work`);
  });

  it("sends nobody to sign in where AWS cannot be reached", () => {
    for (const unknown of ["getaddrinfo ENOTFOUND sts.eu-west-1.amazonaws.com", "AbortError: Request aborted"]) {
      const told = shown(identityLine({ ...nobody, identity: { unknown } }));
      assert.equal(told, `blocker  account: cannot be reached: ${unknown} -> look at this machine's network`);
    }
  });

  it("is stopped in an account that the stack file excludes", () => {
    const allowed = shown(identityLine({ ...nobody, identity, allowed: ["999999999999"] }));
    assert.match(allowed, /^blocker {2}account: 123456789012, which aws:allowedAccountIds of the stack file excludes/);
    const forbidden = shown(identityLine({ ...nobody, identity, forbidden: ["123456789012"] }));
    assert.match(forbidden, /^blocker .*aws:forbiddenAccountIds/);
  });
});

describe("the doctor, of the place", () => {
  it("says whether the account has the region", () => {
    assert.equal(shown(regionLine("eu-west-1", { known: "opt-in-not-required" })), "ok       region: eu-west-1");
    assert.equal(
      shown(regionLine("eu-south-1", { known: "not-opted-in" })),
      "blocker  region: eu-south-1 is not enabled -> aws account enable-region --region-name eu-south-1",
    );
    assert.match(shown(regionLine("eu-south-9", { known: undefined })), /^blocker {2}region: AWS has no eu-south-9/);
    assert.match(shown(regionLine("eu-west-1", { unknown: "AccessDenied" })), /^note .*not asked: AccessDenied$/);
  });

  it("says which zones the account has in the place of one that it has not", () => {
    const zones = [
      { name: "us-west-1a", state: "available" },
      { name: "us-west-1b", state: "impaired" },
      { name: "us-west-1c", state: "available" },
    ];
    const line = (...letters: ("a" | "b" | "c")[]) =>
      shown(zonesLine({ stack: "prod", region: "us-west-1", zones: letters }, { known: zones }));
    assert.equal(line("a", "c"), "ok       zones: us-west-1a, us-west-1c");
    assert.equal(
      line("a", "b"),
      "blocker  zones: the account has no us-west-1b, but us-west-1a, us-west-1c -> state other letters in web-platform:network.zones of Pulumi.prod.yaml",
    );
  });
});

describe("the doctor, of a domain", () => {
  const domain = { setting: "edge.domain", name: "www.example.com", zoneId: "Z1" };
  const zone = { name: "example.com", isPrivate: false, servers: ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"] };
  const line = (found: HostedZone | undefined, answered?: Known<readonly string[]>) =>
    shown(domainLine(domain, { known: found }, answered));

  it("finds a hosted zone that DNS leads to", () => {
    const line1 = "ok       www.example.com: hosted zone Z1 of example.com";
    assert.equal(line(zone), line1);
    assert.equal(line(zone, { known: ["NS-1.awsdns-01.com.", "ns-2.awsdns-02.net"] }), `${line1}, which DNS leads to`);
  });

  it("is stopped by one that is not there, is private, or is another's", () => {
    assert.match(
      line(undefined),
      /^blocker .*edge\.domain: the account has no hosted zone Z1 -> aws route53 list-hosted/,
    );
    assert.match(line({ ...zone, isPrivate: true }), /^blocker .*hosted zone Z1 is private/);
    assert.match(
      line({ ...zone, name: "ample.com" }),
      /^blocker .*is of ample\.com, which www\.example\.com is not below/,
    );
  });

  it("is stopped by DNS that leads elsewhere, or nowhere", () => {
    assert.equal(
      line(zone, { known: ["ns.registrar.net"] }),
      "blocker  www.example.com: DNS leads example.com to ns.registrar.net, and not to hosted zone Z1 of example.com -> have the registrar or the zone above lead example.com to ns-1.awsdns-01.com, ns-2.awsdns-02.net",
    );
    assert.match(line(zone, { known: [] }), /^blocker .*DNS has no name servers of example\.com/);
    assert.match(line(zone, { unknown: "queryNs ETIMEOUT" }), /^note .*DNS does not answer: queryNs ETIMEOUT$/);
  });

  it("asks of the domains whose records the stack makes", () => {
    const stated = {
      environment: "dev",
      compute: {
        api: {
          domain: {
            name: "api.example.com",
            certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
            hostedZoneId: "Z2",
          },
        },
      },
      edge: { domain: { name: "example.com", hostedZoneId: "Z1", www: "none" } },
    };
    const { settings, problems } = parseSettings(stated, "eu-west-1");
    assert.ok(settings, JSON.stringify(problems));
    assert.deepEqual(
      domainsOf(settings).map(({ name, zoneId }) => [name, zoneId]),
      [
        ["example.com", "Z1"],
        ["api.example.com", "Z2"],
      ],
    );
  });
});

describe("the doctor, of a stack file", () => {
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  after(() => {
    rmSync(folder, { recursive: true });
    process.env = before;
  });
  const show = (text: string) => {
    writeFileSync(join(folder, "Pulumi.dev.yaml"), text);
    return showStackFile(folder, "dev");
  };

  it("is read as pulumi hands it to the program", () => {
    const tags = "aws:defaultTags: { tags: { Environment: dev } }";
    const own = "web-platform:environment: dev\n  web-platform:network: { natGateways: single }";
    assert.deepEqual(show(`config:\n  aws:region: eu-west-1\n  aws:profile: work\n  ${tags}\n  ${own}\n`), []);
    const shownConfig = JSON.parse(process.env["PULUMI_CONFIG"] ?? "{}") as Record<string, string>;
    assert.equal(shownConfig["web-platform:network"], '{"natGateways":"single"}');
    assert.equal(process.env["PULUMI_NODEJS_STACK"], "dev");
  });

  it("names the keys of the provider that only pulumi can read", () => {
    assert.deepEqual(show("config:\n  aws:secretKey:\n    secure: v1:abc\n  web-platform:x:\n    secure: v1:def\n"), [
      "aws:secretKey",
    ]);
    assert.equal(process.env["PULUMI_CONFIG_SECRET_KEYS"], '["web-platform:x"]');
  });

  it("is refused in one sentence where it is none", () => {
    assert.throws(() => show("config: [a\n"), /^Error: Pulumi\.dev\.yaml is not valid YAML: [^\n]+$/);
    assert.throws(() => show("config: text\n"), { message: "Pulumi.dev.yaml has no map of settings under config" });
    assert.deepEqual(show(""), []);
  });
});

describe("the doctor, of what it cannot be told", () => {
  it("says why, on one line", async () => {
    const denied = Object.assign(new Error("User is not authorized\nto do that"), { name: "AccessDenied" });
    assert.equal(sentence(denied), "AccessDenied: User is not authorized");
    assert.deepEqual(await asked(() => Promise.reject(denied)), { unknown: "AccessDenied: User is not authorized" });
    assert.equal(sentence(new Error("getaddrinfo ENOTFOUND sts")), "getaddrinfo ENOTFOUND sts");
  });
});
