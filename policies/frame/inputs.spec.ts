import assert from "node:assert/strict";

import { UNKNOWN } from "../testing/fixtures";
import { isStated, withoutNulls } from "./inputs";
import { unknownCheckingProxy } from "./sdk";
import { ifKnown } from "./unknown";

describe("withoutNulls", () => {
  const seen = (properties: object) => withoutNulls(unknownCheckingProxy(properties) as Record<string, unknown>);

  it("leaves out what is null, at any depth", () => {
    const { ingress, tags } = seen({ egress: null, ingress: [null, { self: null, port: 1 }], tags: { a: null } });
    assert.deepEqual(ingress, [{ port: 1 }]);
    assert.deepEqual(tags, {});
    assert.equal("egress" in seen({ egress: null }), false);
  });

  it("keeps unknown what is unknown", () => {
    const properties = seen({ a: null, b: UNKNOWN, c: [UNKNOWN] });
    assert.equal(
      ifKnown(() => properties["b"]),
      undefined,
    );
    assert.throws(() => properties["b"]);
    assert.throws(() => (properties["c"] as unknown[])[0]);
  });
});

describe("isStated", () => {
  it("counts what is unknown, and not what is left out", () => {
    const properties = unknownCheckingProxy({ a: UNKNOWN, b: undefined });
    assert.deepEqual(
      ["a", "b", "c"].map((name) => isStated<Record<string, unknown>>(properties, name)),
      [true, false, false],
    );
  });
});
