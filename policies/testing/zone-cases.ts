import assert from "node:assert/strict";

import type { Rule } from "../frame/rule";
import { type Fixture, idOf, later, resource } from "./fixtures";
import { always, brief, preview, refusalOf, update } from "./kit";

/** The spec of a rule that demands two zones of the subnets that a resource names: `inSubnets` states them. */
export function demandsZones(
  rule: Rule,
  type: string,
  inSubnets: (ids: readonly unknown[]) => Readonly<Record<string, unknown>>,
): void {
  const subnet = (name: string, availabilityZone: unknown) =>
    resource("aws:ec2/subnet:Subnet", name, { availabilityZone });
  const a1 = subnet("a1", "eu-west-1a");
  const a2 = subnet("a2", "eu-west-1a");
  const b = subnet("b", "eu-west-1b");
  const one = (ids: readonly unknown[]) => resource(type, "one", inSubnets(ids));
  const refusal = `${String(refusalOf(rule))} one`;

  describe(`${rule.name} of the subnets of ${type}`, () => {
    it("accepts two zones", () => {
      assert.deepEqual(always(rule, [a1, b, one([idOf(a1), idOf(b)])]), []);
    });

    for (const [what, subnets] of [
      ["two subnets of one zone", [a1, a2]],
      ["one subnet", [a1]],
    ] as const) {
      it(`refuses ${what}`, () => {
        assert.deepEqual(brief(always(rule, [...subnets, b, one(subnets.map(idOf))])), [refusal]);
      });
    }

    it("counts one subnet once", () => {
      assert.deepEqual(brief(update(rule, [a1, b, one([idOf(a1), idOf(a1)])])), [refusal]);
      assert.deepEqual(brief(always(rule, [one(["subnet-1", "subnet-1"])])), [refusal]);
      assert.deepEqual(brief(always(rule, [one(["subnet-1"])])), [refusal]);
    });

    it("leaves open what lies outside the stack, or is not known yet", () => {
      assert.deepEqual(brief(always(rule, [one(["subnet-1", "subnet-2"])])), ["advisory one"]);
      const places: readonly Fixture[] = [subnet("c", later("eu-west-1a")), subnet("d", later("eu-west-1a"))];
      assert.deepEqual(brief(preview(rule, [...places, one(places.map(idOf))])), ["advisory one"]);
      assert.deepEqual(brief(update(rule, [...places, one(places.map(idOf))])), [refusal]);
    });
  });
}
