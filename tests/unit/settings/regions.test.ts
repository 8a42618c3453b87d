import assert from "node:assert/strict";
import { subnetCidr } from "../../../infra/network/subnet-plan";
import { regions, zonesOf } from "../../../infra/settings/regions";
import { parseSettings } from "../../../infra/settings/settings";

const parse = (region: string | undefined, environment = "prod", network?: Record<string, unknown>) =>
  parseSettings({ environment, ...(network && { network }) }, region);
const refusal = (...args: Parameters<typeof parse>) =>
  (parse(...args).problems ?? []).map(({ path, given, allowed }) => `${path}: ${given}: ${allowed}`);

describe("regions", () => {
  it("have at least three zones each, and letters in their order", () => {
    assert.equal(regions.length, 34);
    for (const region of regions) {
      const zones = zonesOf(region);
      assert.ok(zones.length >= 3, region);
      assert.deepEqual(zones, [...zones].sort(), region);
    }
  });

  for (const region of regions.filter((name) => name !== "us-west-1")) {
    it(`${region}: both presets name zones that are there, three of them in prod`, () => {
      // A network's own settings only: not every region has every service that the presets use.
      const zones = (environment: string) =>
        parseSettings({ environment, edge: { enabled: false } }, region).settings?.network.zones;
      assert.deepEqual(zones("dev"), zonesOf(region).slice(0, 2));
      assert.deepEqual(zones("prod"), zonesOf(region).slice(0, 3));
    });
  }

  it("leave out the letters that a region does not have", () => {
    assert.deepEqual(zonesOf("ap-northeast-1"), ["a", "c", "d"]);
    assert.deepEqual(zonesOf("ca-central-1"), ["a", "b", "d"]);
  });

  it("are refused, before any resource, when AWS has no such region, with the nearest", () => {
    assert.match(
      refusal("eu-west-9")[0] ?? "",
      /^aws:region: "eu-west-9": .*ap-northeast-1.*did you mean "eu-west-\d"\?$/,
    );
    assert.match(refusal("eu-wst-1")[0] ?? "", /did you mean "eu-west-1"\?$/);
    assert.match(refusal("EU-WEST-1")[0] ?? "", /did you mean "eu-west-1"\?$/);
    assert.match(
      refusal("eu-west-9")[0] ?? "",
      /since 2026-11 is added, with its zones, to infra\/settings\/regions\.ts/,
    );
    assert.match(refusal("us-gov-west-1")[0] ?? "", /^aws:region: "us-gov-west-1"/);
    assert.match(refusal(undefined)[0] ?? "", /^aws:region: nothing/);
  });

  for (const [region, zones, has] of [
    ["ap-northeast-1", ["a", "b", "c"], "a, c, d"],
    ["ca-central-1", ["a", "b", "c"], "a, b, d"],
    ["eu-west-1", ["a", "b", "d"], "a, b, c"],
    ["us-west-2", ["a", "b", "c", "e"], "a, b, c, d"],
  ] as const) {
    it(`${region} has no ${zones.join(", ")}`, () => {
      assert.deepEqual(refusal(region, "prod", { zones }), [
        `web-platform:network.zones: ${JSON.stringify(zones)}: letters of zones that ${region} has: ${has}`,
      ]);
    });
  }

  it("are looked at whatever else is wrong with the network", () => {
    const network = { zones: ["a", "d"], natGateways: "sngle" };
    assert.deepEqual(
      refusal("eu-west-1", "dev", network).map((text) => text.split(": ")[0]),
      ["web-platform:network.natGateways", "web-platform:network.zones"],
    );
  });

  it("us-west-1 wants to be told which two, and gives prod no third", () => {
    for (const environment of ["dev", "prod"]) {
      assert.match(
        refusal("us-west-1", environment)[0] ?? "",
        /network\.zones: nothing: the 2 of a, b, c that your account/,
      );
      assert.deepEqual(parse("us-west-1", environment, { zones: ["b", "c"] }).settings?.network.zones, ["b", "c"]);
    }
    assert.match(refusal("us-west-1", "prod", { zones: ["a", "b", "c"] })[0] ?? "", /the 2 of a, b, c/);
  });

  it("prod has three zones; dev may have two", () => {
    assert.match(refusal("eu-west-1", "prod", { zones: ["a", "b"] })[0] ?? "", /at least 3 of a, b, c in prod/);
    assert.deepEqual(parse("eu-west-1", "dev", { zones: ["c", "a"] }).settings?.network.zones, ["c", "a"]);
    assert.deepEqual(parse("us-east-1", "prod", { zones: ["f", "d", "b"] }).settings?.network.zones, ["f", "d", "b"]);
  });

  it("keep a letter's addresses whatever letters a region has", () => {
    assert.equal(subnetCidr("10.0.0.0/16", "public", "d"), "10.0.3.0/24");
  });
});
