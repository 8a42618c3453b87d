import assert from "node:assert/strict";
import fc from "fast-check";
import {
  maxApiRoutes,
  maxListenerRules,
  routeProblems,
  type RouteTargets,
} from "../../../../infra/compute/routes/problems";
import { namedMethods, type StatedRoute } from "../../../../infra/compute/routes/route";
import { targetsOf, toFunction, toInstances } from "./tables";

const { instances, functions, both } = targetsOf;
const network: RouteTargets = { kind: "instances", functions: [], loadBalancer: "network" };

/** The one problem of a table, as the message says it: "3.route: ...". */
function problem(stated: readonly StatedRoute[], targets: RouteTargets): string {
  const all = routeProblems(stated, targets);
  assert.equal(all.length, 1, JSON.stringify(all));
  return (
    all.map(
      ({ index, key, allowed }) => `${[index, key].filter((part) => part !== undefined).join(".")}: ${allowed}`,
    )[0] ?? ""
  );
}

function many(count: number, line: (route: string) => StatedRoute): StatedRoute[] {
  return [...Array(count).keys()].map((number) => line(`/${number}`));
}

describe("routeProblems", () => {
  it("finds none in a table of every kind", () => {
    assert.deepEqual(
      routeProblems([toInstances("/api/*"), toInstances("GET /api/*"), toInstances("/")], instances),
      [],
    );
    assert.deepEqual(routeProblems([toFunction("GET /{id}"), toFunction("/{name}"), toFunction("/*")], functions), []);
    assert.deepEqual(
      routeProblems([toFunction("GET /api/posts/{id}"), toInstances("/api/users/*"), toInstances("/api/*")], both),
      [],
    );
    assert.deepEqual(routeProblems([], network), []);
  });

  describe("between two routes", () => {
    const same = (first: string, second: string) => [
      toFunction(first),
      toFunction("/else/where/d/e"),
      toFunction(second, "health"),
    ];

    for (const [first, second] of [
      ["/a", "/a"],
      ["/a", "ANY /a"],
      ["GET /a/{x}", "GET /a/{y}"],
      ["/a/*", "/a/{proxy+}"],
      ["/a/{rest+}", "ANY /a/*"],
    ] as const) {
      it(`refuses "${second}" beside "${first}" as a duplicate, and names both`, () => {
        assert.equal(
          problem(same(first, second), both),
          `2.route: one route for the same requests; "${first}" (routes.0) takes all that "${second}" (routes.2) would`,
        );
      });
    }

    for (const [first, second, request, way] of [
      ["/a/{x}/c", "/a/b/{y}", "GET /a/b/c", "ANY /a/b/c"],
      ["POST /a/{x}/c", "/a/b/*", "POST /a/b/c", "POST /a/b/c"],
      ["/{x}/b/*", "/a/{y}/{z}", "GET /a/b/x", "ANY /a/b/{z}"],
      ["/{x}/b/*", "/a/*", "GET /a/b/x", "ANY /a/b/{proxy+}"],
      ["/a/b", "GET /a/{x}", "GET /a/b", "GET /a/b"],
      ["GET /*", "/a/*", "GET /a/x", "GET /a/{proxy+}"],
    ] as const) {
      it(`refuses "${second}" beside "${first}" as undecided, and names both, a request and a way out`, () => {
        const found = problem(same(first, second), both);
        assert.ok(found.startsWith("2.route: routes of which one is the more specific"), found);
        assert.ok(
          found.includes(`"${request}" would match both "${first}" (routes.0) and "${second}" (routes.2)`),
          found,
        );
        assert.ok(found.includes(`state "${way}" as well`), found);
        assert.deepEqual(routeProblems([...same(first, second), toFunction(way)], both), []);
      });
    }

    it("lets them be where they share no request", () => {
      for (const [first, second] of [
        ["GET /a/{x}/c", "POST /a/b/{y}"],
        ["/a/{x}/c", "/a/b/d"],
        ["/a/{x}", "/a/b/{y}"],
        ["/", "GET /{x}"],
        ["/", "/*"],
        ["/a", "/a/*"],
      ] as const) {
        assert.deepEqual(routeProblems(same(first, second), both), [], `${first} ${second}`);
      }
    });

    it("lets a path decide before a method where API Gateway documents it, and behind a load balancer alone", () => {
      assert.deepEqual(routeProblems([toFunction("/a/b"), toFunction("GET /a/*")], functions), []);
      assert.deepEqual(routeProblems([toInstances("/a/*"), toInstances("GET /*")], instances), []);
    });
  });

  it("refuses a route that can never match, and names those that take its requests", () => {
    const named = namedMethods.map((method) => toFunction(`${method} /a/{x}`));
    assert.deepEqual(routeProblems([toFunction("/a/{y}"), ...named.slice(1)], functions), []);
    const found = problem([toFunction("/a/{y}"), ...named], functions);
    assert.match(found, /^0\.route: a route that some request can match; "\/a\/\{y\}" \(routes\.0\) gets none/);
    for (const { route } of named) assert.ok(found.includes(`"${route}"`), found);
  });

  describe("of a target", () => {
    it("suggests the nearest function", () => {
      assert.equal(
        problem([toFunction("/a", "post")], both),
        '0.to: a function of this stack; did you mean "function posts"? Known here: posts, health',
      );
      assert.equal(
        problem([toFunction("/a")], { kind: "functions", functions: [] }),
        "0.to: a function of this stack; none is known here",
      );
    });

    it("refuses instances where there are none, and functions where there are none", () => {
      assert.equal(
        problem([toInstances("/a/{x}")], functions),
        '0.to: "function <name>", because there are no instances; Known here: posts, health',
      );
      assert.equal(problem([toFunction("/a")], instances), '0.to: "instances", because there are no functions');
    });
  });

  describe("of the instances' load balancer", () => {
    it("refuses a path with one segment of any name", () => {
      assert.equal(
        problem([toInstances("/a/{x}")], both),
        '0.route: a path to instances without "{name}"; instances parse their own paths: use {proxy+}',
      );
    });

    it("refuses a pattern that is too long for a rule", () => {
      assert.deepEqual(routeProblems([toInstances(`/${"a".repeat(127)}`)], both), []);
      assert.match(problem([toInstances(`/${"a".repeat(128)}`)], both), /^0\.route: at most 128 characters/);
      assert.deepEqual(routeProblems([toInstances(`/${"a".repeat(124)}/*`)], both), []);
      assert.match(problem([toInstances(`/${"a".repeat(125)}/*`)], both), /^0\.route: at most 128 characters/);
      assert.deepEqual(routeProblems([toFunction(`/${"a".repeat(128)}`)], both), []);
      assert.deepEqual(routeProblems([toInstances(`/${"a".repeat(128)}`)], { ...both, loadBalancer: "network" }), []);
    });

    it("refuses any route where it is a network load balancer and nothing stands before it", () => {
      assert.match(
        problem([toInstances("/a"), toInstances("/b")], network),
        /^: no routes, because a network load balancer/,
      );
    });
  });

  it("refuses an empty table wherever routes are looked at", () => {
    for (const targets of [instances, functions, both]) assert.match(problem([], targets), /^: at least one route/);
  });

  it("refuses more routes than the quotas allow", () => {
    assert.deepEqual(routeProblems(many(maxApiRoutes, toFunction), both), []);
    assert.match(problem(many(maxApiRoutes + 1, toFunction), both), /^: at most 300 routes/);
    assert.deepEqual(routeProblems(many(maxListenerRules, toInstances), both), []);
    assert.match(problem(many(maxListenerRules + 1, toInstances), both), /^: at most 100 routes to instances/);
    assert.match(problem(many(maxListenerRules + 1, toInstances), instances), /^: at most 100 routes to instances/);
    assert.deepEqual(routeProblems(many(maxListenerRules + 1, toInstances), { ...both, loadBalancer: "network" }), []);
  });

  it("answers whatever is stated, and points at what was stated", () => {
    const piece = fc.constantFrom("GET", "ANY", " ", "/", "a", "{x}", "{x+}", "*", "{", "}", "+", "?", "%", "\n", "é");
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
    );
    const to = fc.oneof(
      fc.string(),
      fc.constantFrom("instances", "function ", "function posts", "function constructor"),
    );
    const targets = fc.record(
      {
        kind: fc.constantFrom("instances" as const, "functions" as const, "both" as const),
        functions: fc.array(fc.string(), { maxLength: 3 }),
        loadBalancer: fc.constantFrom("application" as const, "network" as const),
      },
      { requiredKeys: ["kind", "functions"] },
    );
    fc.assert(
      fc.property(fc.array(fc.record({ route: text, to }), { maxLength: 6 }), targets, (stated, given) => {
        for (const { index, allowed } of routeProblems(stated, given)) {
          assert.ok(index === undefined || index < stated.length);
          assert.notEqual(allowed, "");
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("finds as much in whatever order the routes are stated", () => {
    const line = fc.constantFrom(
      "/a",
      "/{x}",
      "GET /a",
      "GET /{y}",
      "/a/*",
      "GET /*",
      "/{x}/b",
      "/a/{y}",
      "GET /a/{z}",
    );
    const shuffled = fc
      .array(line, { minLength: 1, maxLength: 6 })
      .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
    fc.assert(
      fc.property(shuffled, ([lines, other]) => {
        const count = (routes: readonly string[]) =>
          routeProblems(
            routes.map((route) => toFunction(route)),
            both,
          ).length;
        assert.equal(count(other) === 0, count(lines) === 0);
      }),
      { numRuns: 2000 },
    );
  });
});
