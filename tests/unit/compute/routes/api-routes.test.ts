import assert from "node:assert/strict";
import fc from "fast-check";
import { apiRoutes } from "../../../../infra/compute/routes/api-routes";
import { decide } from "../../../../infra/compute/routes/table";
import { rankings, selectedBy } from "./http-api";
import { read, tables, tablesAndRequests, toFunction, toInstances } from "./tables";

describe("apiRoutes", () => {
  it("writes keys as API Gateway knows them", () => {
    const routes = read(toFunction("GET /api/posts/{id}"), toInstances("/api/users/*"), toFunction("/"));
    assert.deepEqual(
      apiRoutes(routes).map(({ routeKey }) => routeKey),
      ["GET /api/posts/{id}", "ANY /api/users/{proxy+}", "ANY /"],
    );
  });

  for (const [order, ranking] of Object.entries(rankings)) {
    it(`decides as the table does, if API Gateway ranks equal matches by ${order}`, () => {
      fc.assert(
        fc.property(tablesAndRequests("both"), ({ table, request }) => {
          const routes = read(...table);
          const selected = selectedBy(apiRoutes(routes), request, ranking);
          assert.deepEqual(selected?.route, decide(routes, request.method, request.path));
        }),
        { numRuns: 2000 },
      );
    });
  }

  it("names each route apart from all others, by nothing but its requests", () => {
    fc.assert(
      fc.property(tables("both"), (table) => {
        const names = apiRoutes(read(...table)).map(({ name }) => name);
        assert.equal(new Set(names).size, table.length);
        for (const name of names) assert.match(name, /^[a-z](-?[a-z0-9])+$/);
        const alone = table.flatMap((line) => apiRoutes(read(line)).map(({ name }) => name));
        assert.deepEqual(names, alone);
      }),
    );
  });

  it("keeps names short enough for what AWS makes of them", () => {
    const [first, second] = apiRoutes(read(...["a", "b"].map((end) => toFunction(`/${"long/".repeat(20)}${end}`))));
    assert.equal(first?.name.length, 49);
    assert.notEqual(first.name, second?.name);
  });

  it("keeps a route's name when a variable or the target is renamed", () => {
    const names = (...stated: Parameters<typeof read>) => apiRoutes(read(...stated)).map(({ name }) => name);
    assert.deepEqual(names(toFunction("GET /p/{id}/*")), names(toFunction("GET /p/{post}/{rest+}", "health")));
    assert.notDeepEqual(names(toFunction("GET /p/{id}")), names(toFunction("GET /p/one")));
    assert.notDeepEqual(names(toFunction("GET /p/a")), names(toFunction("GET /p/A")));
  });
});
