import assert from "node:assert/strict";
import { load } from "./cloudfront-runtime";
import { plain, received } from "./viewer";

describe("the runtime that tests run viewer functions in", () => {
  const returning = (expression: string) => load(`function handler(event) { return ${expression}; }`);

  const absent = [
    "[].at(0)",
    "[].flat()",
    "''.at(0)",
    "''.matchAll(/a/g)",
    "Object.fromEntries([])",
    "new Map()",
    "new URL('https://example.com')",
    "eval('1')",
    "new Function('')",
    "(() => 1).constructor('')",
    "require('fs')",
    "process.env",
    "fetch('/')",
    "setTimeout(() => 1)",
    "(undeclared = 1)",
  ];
  for (const expression of absent) {
    it(`has no ${expression}`, () => assert.throws(() => returning(expression)(received({}))));
  }

  it("takes no modules", () => assert.throws(() => load("import fs from 'fs'; function handler() {}"), /import/));

  it("has what CloudFront documents", () => {
    const handle = returning(
      "{ uri: event.request.uri.replace(/(?<first>o)/, '$<first>0').padEnd(9, '-'), query: event.request.rawQueryString() }",
    );
    assert.deepEqual(plain(handle(received({ target: "/foo?a=%20&a" }))), { uri: "/fo0o----", query: "a=%20&a" });
  });
});
