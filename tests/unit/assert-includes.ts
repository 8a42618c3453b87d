import assert from "node:assert/strict";
import type { Registration } from "./harness";

/** Checks some of a resource's inputs; `undefined` stands for one that must not be there. */
export function assertIncludes(inputs: Registration["inputs"], expected: Readonly<Record<string, unknown>>): void {
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, inputs[key]])), expected);
}
