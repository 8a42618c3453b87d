import assert from "node:assert/strict";

import type { Rule } from "../frame/rule";
import { resource } from "./fixtures";
import { always, brief, preview, refusalOf, remedied, update } from "./kit";

/** Inputs of one resource, by what is special about it. */
export interface Cases {
  /** Of what: the rule reads the inputs of each of these types alike. */
  readonly types: readonly string[];
  readonly obeys: Readonly<Record<string, object>>;
  /** With words of the one finding. */
  readonly refuses: Readonly<Record<string, readonly [inputs: object, words: string]>>;
  /** With a value that only the update knows, and that it refuses. Left out where no unknown value can leave it open. */
  readonly unknown?: object;
  /** Whether the rule's remedy mends everything that it refuses. */
  readonly remedies?: boolean;
  /** Options as a levels file sets them. */
  readonly options?: object;
}

/** The spec of a rule that judges each resource by its own inputs. */
export function judges(rule: Rule, { types, ...cases }: Cases): void {
  describe(rule.name, () => {
    for (const type of types) describe(type, () => judgesType(rule, type, cases));
  });
}

function judgesType(
  rule: Rule,
  type: string,
  { obeys, refuses, unknown, remedies = false, options = {} }: Omit<Cases, "types">,
): void {
  const one = (inputs: object) => [resource(type, "one", { ...inputs })];

  for (const [what, inputs] of Object.entries(obeys)) {
    it(`accepts ${what}`, () => {
      assert.deepEqual(always(rule, one(inputs), options), []);
    });
  }

  for (const [what, [inputs, words]] of Object.entries(refuses)) {
    it(`refuses ${what}, and says how to mend it`, () => {
      const [found, ...more] = always(rule, one(inputs), options);
      assert.deepEqual(more, []);
      assert.equal(found?.level, refusalOf(rule));
      const [description, finding, remedy] = found?.message.split("\n") ?? [];
      assert.equal(description, rule.description);
      assert.ok(finding?.startsWith("Found: ") && finding.includes(words), finding);
      assert.equal(remedy, `Remedy: ${String(rule.remediationSteps)}`);
    });
  }

  if (remedies) {
    for (const [what, [inputs]] of Object.entries(refuses)) {
      it(`mends ${what}`, () => {
        assert.deepEqual(always(rule, one(remedied(rule, resource(type, "one", { ...inputs })) ?? {}), options), []);
      });
    }

    it("mends nothing that obeys, or is unknown", () => {
      for (const inputs of [...Object.values(obeys), ...(unknown ? [unknown] : [])]) {
        assert.equal(remedied(rule, resource(type, "one", { ...inputs })), undefined);
      }
    });
  } else {
    it("has no remedy that is not told of", () => assert.equal(rule.remediateResource, undefined));
  }

  if (unknown) {
    it("leaves an unknown value open in a preview, and decides at the update", () => {
      assert.deepEqual(brief(preview(rule, one(unknown), options)), ["advisory one"]);
      assert.deepEqual(brief(update(rule, one(unknown), options)), [`${String(refusalOf(rule))} one`]);
    });
  }

  it("judges nothing else", () => {
    assert.deepEqual(always(rule, [resource("aws:sns/topic:Topic", "other", {})], options), []);
  });
}
