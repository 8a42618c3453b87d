import assert from "node:assert/strict";

import { openRoutesOf } from "./open-api";

const open = (paths: object, more: object = {}) => openRoutesOf(JSON.stringify({ openapi: "3.0.1", paths, ...more }));
const secured = { security: [{ jwt: [] }] };

describe("openRoutesOf", () => {
  for (const [what, paths, more, expected] of [
    ["an operation that is secured", { "/posts": { get: secured } }, {}, []],
    ["an operation that is not", { "/posts": { get: {}, post: secured } }, {}, ["GET /posts"]],
    ["a document that is secured", { "/posts": { get: {} } }, secured, []],
    ["an operation taken out", { "/posts": { get: { security: [] } } }, secured, ["GET /posts"]],
    ["a scheme that is optional", { "/posts": { get: { security: [{ jwt: [] }, {}] } } }, {}, ["GET /posts"]],
    ["any method", { "/posts": { "x-amazon-apigateway-any-method": {} } }, {}, ["ANY /posts"]],
    ["any route", { "/$default": { "x-amazon-apigateway-any-method": {} } }, {}, ["$default"]],
    ["a signature", { "/posts": { get: { "x-amazon-apigateway-auth": { type: "AWS_IAM" } } } }, {}, []],
    ["a signature of nobody", { "/a": { get: { "x-amazon-apigateway-auth": { type: "NONE" } } } }, {}, ["GET /a"]],
    ["what is no operation", { "/posts": { parameters: [{}], summary: "a", get: secured } }, {}, []],
    ["no paths", {}, {}, []],
  ] as const) {
    it(`reads ${what}`, () => assert.deepEqual(open(paths, more), expected));
  }

  it("reads no YAML", () => assert.equal(openRoutesOf("openapi: 3.0.1"), undefined));
});
