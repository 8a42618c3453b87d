import assert from "node:assert/strict";
import { apiExample, atPresent, examplePath } from "../api-example";

const endpoint = "http://a1b2.execute-api.localhost:4567";
const awsUrl = "http://127.0.0.1:4567";
const example = (...routes: string[]) => apiExample({ api: { endpoint, routes } }, awsUrl);

describe("the command that calls the API", () => {
  it("asks for something that needs no parameter, health last", () => {
    assert.equal(
      example(
        "GET /api/health -> function health",
        "GET /api/posts/{id} -> function posts",
        "GET /api/posts -> function posts",
        "ANY /api/users -> instances",
      ),
      "curl http://a1b2.execute-api.localhost:4567/api/posts",
    );
    assert.match(example("GET /api/health -> function health") ?? "", /\/api\/health$/);
    assert.match(example("/all -> function f") ?? "", /\/all$/);
    assert.match(example("POST /api/posts -> function posts", "ANY /api/users -> instances") ?? "", /\/api\/users$/);
  });

  it("has the path by which the edge leads there too", () => {
    assert.equal(examplePath({ api: { endpoint, routes: ["GET /api/posts -> function posts"] } }), "/api/posts");
    assert.equal(examplePath({}), undefined);
  });

  it("is left out where nothing would answer", () => {
    assert.equal(apiExample({}, awsUrl), undefined);
    assert.equal(example("POST /api/posts -> function posts", "/api/* -> function f"), undefined);
  });

  it("goes to the port that the local AWS has now, not to that of when the API was made", () => {
    const outputs = { api: { endpoint, routes: ["GET /api/posts -> function posts"] } };
    assert.equal(
      apiExample(outputs, "http://127.0.0.1:50001"),
      "curl http://a1b2.execute-api.localhost:50001/api/posts",
    );
    const others = "postgres://database.example.com:5432 https://api.example.com";
    assert.equal(atPresent(others, "http://127.0.0.1:50001"), others);
  });
});
