import assert from "node:assert/strict";
import { parseRoute, routeText } from "../../../../infra/compute/routes/route";

describe("parseRoute", () => {
  const right: readonly (readonly [stated: string, read: string])[] = [
    ["/", "ANY /"],
    ["GET /", "GET /"],
    ["/api/*", "ANY /api/{proxy+}"],
    ["ANY /api/users/{proxy+}", "ANY /api/users/{proxy+}"],
    ["DELETE /a.b/~c/_d-e/{id}/{rest+}", "DELETE /a.b/~c/_d-e/{id}/{rest+}"],
    ["/*", "ANY /{proxy+}"],
  ];
  for (const [stated, expected] of right) {
    it(`reads "${stated}"`, () => {
      const result = parseRoute({ route: stated, to: "instances" });
      assert.ok("route" in result);
      assert.equal(routeText(result.route), expected);
      assert.deepEqual(result.route.target, { kind: "instances" });
    });
  }

  const wrong: readonly (readonly [stated: string, allowed: RegExp])[] = [
    ["", /begins with "\/"/],
    ["api", /begins with "\/"/],
    ["get /api", /one of the methods ANY, GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS/],
    ["TRACE /api", /one of the methods/],
    ["GET  /api", /a method, one space and a path/],
    ["GET /api ", /a method, one space and a path/],
    ["GET", /begins with "\/"/],
    ["/api/", /without a slash at its end/],
    ["/api//x", /without an empty segment/],
    ["//", /without an empty segment/],
    ["/api?x=1", /"api\?x=1" is none of them/],
    ["/api/{id", /"\{id" is none of them/],
    ["/api/{1d}", /"\{1d\}" is none of them/],
    ["/api/a*", /"a\*" is none of them/],
    ["/api/**", /"\*\*" is none of them/],
    ["/api/%20", /"%20" is none of them/],
    ["/{proxy+}/x", /as the last segment only/],
    ["/*/x", /as the last segment only/],
    ["/{id}/x/{id}", /uses each name once; "id"/],
    ["/{id}/{id+}", /uses each name once; "id"/],
    ["/{proxy}/*", /uses each name once; "proxy"/],
  ];
  for (const [stated, allowed] of wrong) {
    it(`refuses "${stated}"`, () => {
      const result = parseRoute({ route: stated, to: "instances" });
      assert.ok("problems" in result);
      assert.deepEqual(
        result.problems.map(({ key }) => key),
        ["route"],
      );
      assert.match(result.problems[0]?.allowed ?? "", allowed);
    });
  }

  it("reads a function's name", () => {
    const result = parseRoute({ route: "/", to: "function posts" });
    assert.deepEqual("route" in result && result.route.target, { kind: "function", name: "posts" });
  });

  for (const to of ["", "function", "function ", "functions posts", "function a b", "Instances", "posts"]) {
    it(`refuses the target "${to}"`, () => {
      assert.deepEqual(parseRoute({ route: "/", to }), {
        problems: [{ key: "to", allowed: '"instances" or "function <name>"' }],
      });
    });
  }

  it("tells of both keys at once", () => {
    const result = parseRoute({ route: "api", to: "posts" });
    assert.deepEqual("problems" in result && result.problems.map(({ key }) => key), ["route", "to"]);
  });
});
