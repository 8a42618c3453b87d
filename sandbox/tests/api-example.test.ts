import assert from "node:assert/strict";
import { apiExample, examplePath } from "../api-example";

const endpoint = "http://a1b2.execute-api.localhost:4567";
const example = (...routes: string[]) => apiExample({ api: { endpoint, routes } });

describe("the command that calls the API", () => {
  it("asks a function for something that needs no parameter, health last", () => {
    assert.equal(
      example(
        "GET /api/health -> function health",
        "ANY /api/users -> instances",
        "GET /api/posts/{id} -> function posts",
        "GET /api/posts -> function posts",
      ),
      "curl http://a1b2.execute-api.localhost:4567/api/posts",
    );
    assert.match(example("GET /api/health -> function health") ?? "", /\/api\/health$/);
    assert.match(example("/all -> function f") ?? "", /\/all$/);
  });

  it("has the path by which the edge leads there too", () => {
    assert.equal(examplePath({ api: { endpoint, routes: ["GET /api/posts -> function posts"] } }), "/api/posts");
    assert.equal(examplePath({}), undefined);
  });

  it("is left out where nothing would answer", () => {
    assert.equal(apiExample({}), undefined);
    assert.equal(example("POST /api/posts -> function posts", "/api/* -> function f", "/x -> instances"), undefined);
  });
});
