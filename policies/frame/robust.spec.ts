import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../rules";
import { type Fixture, later, resource } from "../testing/fixtures";
import { preview, update } from "../testing/kit";

const folder = join(__dirname, "../rules");
const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(folder, file), "utf8"))
  .join("\n");
const wordsOf = (form: RegExp) => [...new Set([...source.matchAll(form)].map(([, word = ""]) => word))];

/** Every type that a rule or a spec names, and every word that may be a property. */
const types = wordsOf(/"(aws:[\w/]+:\w+)"/g);
const properties = wordsOf(/\b([a-z]+[A-Z]\w+|id|arn|name|type|bucket|policy|port|tags|rules|ingress|egress)\b/g);

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, "", "*", "0.0.0.0/0", 0, -1, "{", '{"Statement":[null,{"Effect":"Allow"}]}'),
    fc.constant(later("anything")),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...properties), tie("value"), { maxKeys: 4 }),
  ),
})).value;

const stacks: fc.Arbitrary<Fixture[]> = fc.array(
  fc
    .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...properties), value, { minKeys: 1, maxKeys: 12 }))
    .map(([type, inputs]) => resource(type, "one", inputs)),
  { minLength: 1, maxLength: 4 },
);

describe("inputs of any shape", function () {
  this.timeout(60_000);

  it("end in findings, never in an exception, in a preview and in an update", () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        for (const rule of rules) {
          preview(rule, stack);
          update(rule, stack);
        }
      }),
      { numRuns: 300 },
    );
  });
});
