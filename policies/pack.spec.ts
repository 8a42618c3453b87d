import assert from "node:assert/strict";

import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";

import { rules } from "./rules";
import { idOf, later, previewed, resource, urnOf } from "./testing/fixtures";
import { ServedPack } from "./testing/served-pack";

/** What the rules rely on in `@pulumi/policy` and in the loading of the pack, held to over the engine's own protocol. */
describe("the pack, started as the engine starts it", function () {
  this.timeout(60_000);
  let pack: ServedPack;
  before(async () => (pack = await ServedPack.start()));
  after(() => pack.stop());

  /** What one rule of the pack has found. */
  const of = <T extends { readonly policyname: string }>(rule: string, found: readonly T[]) =>
    found.filter(({ policyname }) => policyname === rule);

  it("offers every rule with its metadata", async () => {
    const info = await pack.info();
    assert.deepEqual(
      info.policiesList.map(({ name, description, remediationSteps, url }) => ({
        name,
        description,
        remediationSteps,
        url,
      })),
      rules.map(({ name, description, remediationSteps, url }) => ({ name, description, remediationSteps, url })),
    );
  });

  const db = (multiAz: unknown) => previewed(resource("aws:rds/instance:Instance", "db", { multiAz }));

  it("reports a violation at the rule's level, under its description", async () => {
    const [found, ...more] = of("rds-multi-az", await pack.analyze(db(false)));
    assert.deepEqual(more, []);
    assert.equal(found?.enforcementlevel, EnforcementLevel.MANDATORY);
    assert.match(found.message, /^RDS databases [^\n]*\nFound: multiAz is false\.\nRemedy: set multiAz: true/);
  });

  it("reports an unknown value of a mandatory rule as advisory", async () => {
    const [found, ...more] = of("rds-multi-az", await pack.analyze(db(later(true))));
    assert.deepEqual(more, []);
    assert.equal(found?.enforcementlevel, EnforcementLevel.ADVISORY);
    assert.match(found.message, /Cannot be decided before the update: the value of multiAz\.$/);
  });

  it("judges resources of an older type's name", async () => {
    const found = async (type: string) => {
      const judged = await pack.analyze(previewed(resource(type, "one", { internal: false })));
      return judged.map(({ policyname, message }) => `${policyname} ${message}`);
    };
    const named = await found("aws:lb/loadBalancer:LoadBalancer");
    assert.notDeepEqual(named, []);
    assert.deepEqual(await found("aws:alb/loadBalancer:LoadBalancer"), named);
  });

  it("reports both on the resources of a stack, by URN, whose ids do not exist yet", async () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "main");
    const subnet = resource("aws:ec2/subnet:Subnet", "a", { vpcId: idOf(vpc), availabilityZone: "eu-west-1a" });
    const group = resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds: later(["a-id"], subnet) });
    const found = of("vpc-two-azs", await pack.analyzeStack([vpc, subnet, group].map(previewed)));
    assert.deepEqual(
      found.map(({ urn, enforcementlevel }) => [urn, enforcementlevel]),
      [
        [urnOf(vpc), EnforcementLevel.MANDATORY],
        [urnOf(group), EnforcementLevel.ADVISORY],
      ],
    );
  });

  it("knows in the stack what the inputs told", async () => {
    const a = resource("aws:ec2/subnet:Subnet", "a", { vpcId: "vpc-elsewhere", availabilityZone: "eu-west-1a" });
    const b = resource("aws:ec2/subnet:Subnet", "b", { vpcId: "vpc-elsewhere", availabilityZone: "eu-west-1b" });
    const group = resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds: [idOf(a), idOf(b)] });
    for (const view of [a, b, group].map(previewed)) assert.deepEqual(await pack.analyze(view), []);
    assert.deepEqual(of("vpc-two-azs", await pack.analyzeStack([a, b, group].map(previewed))), []);
  });
});
