import assert from "node:assert/strict";
import { parseSettings, type Settings } from "../../../infra/settings/settings";
import { type Demand, demandsOf } from "../../../scripts/doctor/demands";
import { shown } from "../../../scripts/doctor/line.mjs";
import { quotaLine } from "../../../scripts/doctor/quota-line";
import { type Inventory, usedByOthers } from "../../../scripts/doctor/usage";

function settings(stated: object): Settings {
  const { settings: found, problems } = parseSettings({ environment: "prod", ...stated }, "eu-west-1");
  assert.deepEqual(problems ?? [], []);
  assert.ok(found);
  return found;
}
const counts = (stated: object) =>
  Object.fromEntries(demandsOf(settings(stated)).map(({ quota, count }) => [quota, count]));

describe("the doctor, of what a stack takes of quotas", () => {
  it("counts what the settings of prod make", () => {
    assert.deepEqual(counts({}), {
      vpcs: 1,
      internetGateways: 1,
      addresses: 3,
      natGateways: 1,
      gatewayEndpoints: 1,
      interfaceEndpoints: 2,
      concurrency: 160,
    });
  });

  it("counts NAT gateways where there are any, in their zones", () => {
    // What compute without a way to the internet cannot be without.
    const interfaceEndpoints = ["logs", "secretsmanager", "ssm", "ssmmessages"];
    const zonesOf = (natGateways: string) =>
      demandsOf(settings({ network: { natGateways, interfaceEndpoints } })).find(({ quota }) => quota === "natGateways")
        ?.zones;
    assert.deepEqual(zonesOf("per-zone"), ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(zonesOf("single"), ["eu-west-1a"]);
    assert.equal(zonesOf("none"), undefined);
    assert.equal(counts({ network: { natGateways: "single" } })["addresses"], 1);
    assert.equal(counts({ network: { natGateways: "none", interfaceEndpoints } })["addresses"], undefined);
  });

  it("counts CloudFront's prefix list where a load balancer is behind the edge", () => {
    assert.equal(counts({ compute: { kind: "instances" } })["groupRules"], 56);
    assert.equal(counts({ compute: { kind: "instances" }, edge: { enabled: false } })["groupRules"], undefined);
  });

  it("asks for no concurrency where no function keeps any", () => {
    const functions = { health: { provisionedConcurrency: 2 } };
    const routes = [{ route: "GET /api/health", to: "function health" }];
    const dev = (own: object) => counts({ environment: "dev", compute: { kind: "functions", routes, functions: own } });
    assert.equal(dev({ health: {} })["concurrency"], undefined);
    assert.equal(dev(functions)["concurrency"], 102);
  });
});

const tags = { Project: "web-platform", Environment: "prod" };
const inventory: Inventory = {
  vpcs: [
    { id: "vpc-default", tags: {} },
    { id: "vpc-own", tags: { ...tags, Name: "prod-network" } },
    { id: "vpc-dev", tags: { ...tags, Environment: "dev", Name: "dev-network" } },
    { id: "vpc-namesake", tags: { Name: "prod-network", Project: "shop", Environment: "prod" } },
  ],
  internetGateways: [{ vpcs: ["vpc-default"] }, { vpcs: ["vpc-own"] }, { vpcs: [] }],
  addresses: [
    { tags: { ...tags, Name: "prod-network-1" } },
    { tags: { ...tags, Name: "prod-bastion" } },
    { tags: { Name: "prod-network-2" } },
  ],
  natGateways: [
    { vpc: "vpc-own", zone: "eu-west-1a" },
    { vpc: "vpc-dev", zone: "eu-west-1a" },
    { vpc: "vpc-dev", zone: "eu-west-1b" },
  ],
  gatewayEndpoints: [{ vpc: "vpc-own" }, { vpc: "vpc-dev" }],
  reserved: [
    { name: "prod-compute-functions-posts-0a1b2c3", count: 50 },
    { name: "dev-compute-functions-posts-0a1b2c3", count: 5 },
    { name: "prod-mail", count: 20 },
  ],
};

describe("the doctor, of what others have", () => {
  const used = (quota: Demand["quota"], zone?: string) =>
    usedByOthers(quota, inventory, { stack: "live", namesBeginWith: "prod-", tags }, zone);

  it("leaves out what is the stack's own, by its names and tags, however it is called by now", () => {
    assert.equal(used("vpcs"), 3);
    assert.equal(used("internetGateways"), 2);
    assert.equal(used("addresses"), 2);
    assert.equal(used("gatewayEndpoints"), 1);
    assert.equal(used("concurrency"), 25);
    assert.equal(used("interfaceEndpoints"), 0);
  });

  it("counts NAT gateways by zone", () => {
    assert.equal(used("natGateways", "eu-west-1a"), 1);
    assert.equal(used("natGateways", "eu-west-1b"), 1);
    assert.equal(used("natGateways", "eu-west-1c"), 0);
  });
});

describe("the doctor, of a quota", () => {
  const addresses = { quota: "addresses", what: "Elastic IP addresses", count: 3 } as const;
  const where = { region: "eu-west-1", profile: undefined };

  it("says that the stack fits, to the last one", () => {
    assert.equal(
      shown(quotaLine(addresses, { known: { limit: 5, others: 2 } }, where)),
      "ok       Elastic IP addresses: the stack needs 3, others have 2, and the quota is 5",
    );
  });

  it("says how the quota is raised to what is needed", () => {
    assert.equal(
      shown(quotaLine(addresses, { known: { limit: 5, others: 3 } }, { ...where, profile: "work" })),
      "blocker  Elastic IP addresses: the stack needs 3, others have 3, and the quota is 5 -> aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region eu-west-1 --profile work",
    );
  });

  it("names the zone, and what a number is made of", () => {
    const nat = { quota: "natGateways", what: "NAT gateways of a zone", count: 1, zones: [], because: "one" } as const;
    assert.match(
      shown(quotaLine(nat, { known: { limit: 5, others: 5, zone: "eu-west-1b" } }, where)),
      /^blocker {2}NAT gateways of eu-west-1b: the stack needs 1 \(one\), others have 5/,
    );
  });

  it("is no blocker where it cannot be asked", () => {
    assert.equal(
      shown(quotaLine(addresses, { unknown: "AccessDeniedException: no" }, where)),
      "note     Elastic IP addresses: not asked: AccessDeniedException: no",
    );
  });
});
