import assert from "node:assert/strict";

import type { Rule } from "../frame/rule";
import { resource } from "./fixtures";
import { always, brief, preview, update } from "./kit";

/** Inputs of one resource, by what is special about it. */
interface Cases {
  readonly type: string;
  readonly obeys: Readonly<Record<string, object>>;
  /** With words of the one finding. */
  readonly refuses: Readonly<Record<string, readonly [inputs: object, words: string]>>;
  /** With a value that only the update knows, and that it refuses. */
  readonly unknown: object;
  /** Options as a levels file sets them. */
  readonly options?: object;
}

/** The spec of a rule that judges each resource by its own inputs. */
export function judges(rule: Rule, { type, obeys, refuses, unknown, options = {} }: Cases): void {
  const one = (inputs: object) => [resource(type, "one", { ...inputs })];

  describe(rule.name, () => {
    for (const [what, inputs] of Object.entries(obeys)) {
      it(`accepts ${what}`, () => {
        assert.deepEqual(always(rule, one(inputs), options), []);
      });
    }

    for (const [what, [inputs, words]] of Object.entries(refuses)) {
      it(`refuses ${what}, and says how to mend it`, () => {
        const [found, ...more] = always(rule, one(inputs), options);
        assert.deepEqual(more, []);
        assert.equal(found?.level, rule.enforcementLevel);
        const [description, finding, remedy] = found?.message.split("\n") ?? [];
        assert.equal(description, rule.description);
        assert.ok(finding?.startsWith("Found: ") && finding.includes(words), finding);
        assert.equal(remedy, `Remedy: ${String(rule.remediationSteps)}`);
      });
    }

    it("leaves an unknown value open in a preview, and decides at the update", () => {
      assert.deepEqual(brief(preview(rule, one(unknown), options)), ["advisory one"]);
      assert.deepEqual(brief(update(rule, one(unknown), options)), [`${String(rule.enforcementLevel)} one`]);
    });

    it("judges nothing else", () => {
      assert.deepEqual(always(rule, [resource("aws:sns/topic:Topic", "other", {})], options), []);
    });
  });
}
