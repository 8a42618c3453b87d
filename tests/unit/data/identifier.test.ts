import assert from "node:assert/strict";
import fc from "fast-check";
import { identifierFrom } from "../../../infra/data/identifier";

/** As Pulumi generates names: anything, and seven hexadecimal digits. */
const generated = fc
  .tuple(fc.string({ minLength: 1, maxLength: 90 }), fc.stringMatching(/^[0-9a-f]{7}$/))
  .map(([name, random]) => `${name}-${random}`);

describe("identifierFrom", () => {
  it("leaves a name alone that is one already", () => {
    assert.equal(identifierFrom("dev-database-0a1b2c3", 53), "dev-database-0a1b2c3");
  });

  it("cuts the beginning of a long name, and keeps what makes it unique", () => {
    assert.equal(identifierFrom("a-very-long-branch-database-0a1b2c3", 20), "ch-database-0a1b2c3".padStart(20, "n"));
  });

  it("always gives an identifier that RDS and ElastiCache accept", () => {
    fc.assert(
      fc.property(generated, fc.integer({ min: 10, max: 63 }), (name, max) => {
        const identifier = identifierFrom(name, max);
        assert.match(identifier, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        assert.ok(identifier.length <= max);
        assert.ok(identifier.endsWith(name.slice(-7)));
      }),
    );
  });
});
