import assert from "node:assert/strict";
import fc from "fast-check";
import { listenerRules } from "../../../../infra/compute/routes/listener-rules";
import { decide } from "../../../../infra/compute/routes/table";
import { forwardedBy } from "./alb";
import { read, tables, tablesAndRequests, toFunction, toInstances } from "./tables";

describe("listenerRules", () => {
  it("puts the more specific rule first, and leaves out the routes to functions", () => {
    const rules = listenerRules(
      read(
        toInstances("/*"),
        toInstances("/api/*"),
        toInstances("/"),
        toFunction("GET /api/posts"),
        toInstances("/api/users/{proxy+}"),
        toInstances("POST /api/users/{proxy+}"),
        toInstances("GET /api/users"),
      ),
    );
    assert.deepEqual(
      rules.map(({ priority, pathPattern, methods }) => [priority, pathPattern, methods]),
      [
        [1, "/", undefined],
        [2, "/api/users", ["GET"]],
        [3, "/api/users/?*", ["POST"]],
        [4, "/api/users/?*", undefined],
        [5, "/api/?*", undefined],
        [6, "/?*", undefined],
      ],
    );
  });

  it("decides as the table does", () => {
    fc.assert(
      fc.property(tablesAndRequests("instances"), ({ table, request }) => {
        const routes = read(...table);
        const rule = forwardedBy(listenerRules(routes), request);
        assert.deepEqual(rule?.route, decide(routes, request.method, request.path));
      }),
      { numRuns: 2000 },
    );
  });

  it("forwards whatever an API sends to the instances", () => {
    fc.assert(
      fc.property(tablesAndRequests("both"), ({ table, request }) => {
        const routes = read(...table);
        const decided = decide(routes, request.method, request.path);
        if (decided?.target.kind !== "instances") return;
        assert.ok(forwardedBy(listenerRules(routes), request), `${request.method} ${request.path}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same rules in whatever order the routes are stated", () => {
    const shuffled = tables("instances").chain((table) =>
      fc.tuple(fc.constant(table), fc.shuffledSubarray([...table], { minLength: table.length })),
    );
    fc.assert(
      fc.property(shuffled, ([table, other]) => {
        assert.deepEqual(listenerRules(read(...other)), listenerRules(read(...table)));
      }),
    );
  });
});
