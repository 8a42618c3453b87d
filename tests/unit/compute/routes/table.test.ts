import assert from "node:assert/strict";
import fc from "fast-check";
import { patternText } from "../../../../infra/compute/routes/pattern";
import { routeText } from "../../../../infra/compute/routes/route";
import { decide } from "../../../../infra/compute/routes/table";
import { read, tablesAndRequests, toFunction, toInstances } from "./tables";

const routes = read(
  toFunction("GET /api/posts/{id}"),
  toFunction("GET /api/posts/new"),
  toFunction("/api/posts/{id}"),
  toInstances("ANY /api/users/{proxy+}"),
  toInstances("/api/*"),
  toFunction("/"),
);

describe("decide", () => {
  const cases: readonly (readonly [method: "GET" | "POST", path: string, route: string | undefined])[] = [
    ["GET", "/api/posts/new", "GET /api/posts/new"],
    ["GET", "/api/posts/7", "GET /api/posts/{id}"],
    ["POST", "/api/posts/7", "ANY /api/posts/{id}"],
    ["POST", "/api/posts/new", "ANY /api/posts/{id}"],
    ["GET", "/api/posts/7/comments", "ANY /api/{proxy+}"],
    ["GET", "/api/posts/", "ANY /api/{proxy+}"],
    ["GET", "/api/posts", "ANY /api/{proxy+}"],
    ["GET", "/api/users/7", "ANY /api/users/{proxy+}"],
    ["GET", "/api/users/7/", "ANY /api/users/{proxy+}"],
    ["GET", "/api/users/", "ANY /api/{proxy+}"],
    ["GET", "/api/Users/7", "ANY /api/{proxy+}"],
    ["GET", "/api/", undefined],
    ["GET", "/api", undefined],
    ["GET", "/apis/7", undefined],
    ["GET", "/", "ANY /"],
    ["GET", "", undefined],
    ["GET", "api/posts/7", undefined],
    ["GET", "x/api/posts/7", undefined],
  ];
  for (const [method, path, expected] of cases) {
    it(`sends ${method} "${path}" to ${expected ?? "nothing"}`, () => {
      const route = decide(routes, method, path);
      assert.equal(route && routeText(route), expected);
    });
  }

  it("takes a route whenever one matches, the same in whatever order they are stated", () => {
    const shuffled = tablesAndRequests("both").chain(({ table, request }) =>
      fc.record({
        table: fc.constant(table),
        other: fc.shuffledSubarray([...table], { minLength: table.length }),
        request: fc.constant(request),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ table, other, request: { method, path } }) => {
        const decided = decide(read(...table), method, path);
        assert.deepEqual(decide(read(...other), method, path), decided);
        const some = read(...table).some(
          (route) => ["ANY", method].includes(route.method) && expressionOf(patternText(route.path)).test(path),
        );
        assert.equal(decided !== undefined, some);
      }),
      { numRuns: 2000 },
    );
  });
});

function expressionOf(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/\./g, "\\.")
      .replace(/\{\w+\+\}/, ".+")
      .replace(/\{\w+\}/g, "[^/]+")}$`,
  );
}
