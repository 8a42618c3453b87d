import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePattern } from "../../../infra/compute/routes/pattern";
import type { StatedRoute } from "../../../infra/compute/routes/route";
import { decide } from "../../../infra/compute/routes/table";
import { pathPattern } from "../../../infra/edge/behaviors";
import { cachedRoutes } from "../../../infra/edge/cached-routes";
import { edgeProblems } from "../../../infra/settings/edge-relations";
import { namespace } from "../../../infra/settings/namespace";
import { parseSettings } from "../../../infra/settings/settings";
import { read, requests, tables } from "../compute/routes/tables";

const { settings } = parseSettings({ environment: "dev", compute: { kind: "functions" } }, "eu-west-1");
assert.ok(settings?.edge && settings.compute?.kind === "functions");
const { compute, edge } = settings;

/** The table with as many answers kept as settings allow. */
function keeping(table: readonly StatedRoute[]) {
  const routes = table.map((line) => ({ ...line, authorization: "none" as const, cacheSeconds: 60 }));
  const problems = edgeProblems({
    edge,
    compute: { ...compute, routes },
    network: undefined,
    region: undefined,
    exists: () => true,
  });
  const refused = new Set(problems.map(({ path }) => path));
  return routes.map((line, index) => ({
    ...line,
    cacheSeconds: refused.has(`${namespace}compute.routes.${index}.cacheSeconds`) ? undefined : line.cacheSeconds,
  }));
}

/** Tables whose routes are all below `/api`. */
const apiTables = tables("functions").map((table) =>
  table.map((line) => ({ ...line, route: line.route.replace("/", "/api/").replace(/\/$/, "") })),
);

/** `*` is any number of characters, slashes too ("Path pattern", CloudFront Developer Guide). */
const takes = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(path);

describe("the behaviors of kept routes", () => {
  it("are as many as a distribution has, beside the site's and the API's", () => {
    const table = Array.from({ length: 74 }, (_, index) => ({ route: `GET /api/r${index}`, to: "function posts" }));
    const kept = keeping(table).filter(({ cacheSeconds }) => cacheSeconds !== undefined);
    assert.deepEqual([kept.length, kept.at(-1)?.route], [73, "GET /api/r72"]);
  });

  for (const [path, expected] of [
    ["/api/posts", "/api/posts"],
    ["/api/posts/{id}", "/api/posts/*"],
    ["/api/posts/{id}/comments", "/api/posts/*/comments"],
    ["/api/tags/{proxy+}", "/api/tags/*"],
  ] as const) {
    it(`match ${path} as ${expected}`, () => {
      const pattern = parsePattern(path);
      assert.ok(typeof pattern !== "string");
      assert.equal(pathPattern(pattern), expected);
    });
  }

  it("take the requests of their own route, and of no other", () => {
    const asked = apiTables.chain((table) => requests(table).map((request) => ({ table, request })));
    fc.assert(
      fc.property(asked, ({ table, request: { method, path } }) => {
        const stated = keeping(table);
        const routes = read(...table);
        const route = decide(routes, method, path);
        const taken = cachedRoutes(stated).filter((kept) => takes(pathPattern(kept.path), path));
        assert.ok(taken.length <= 1);
        if (route === undefined) return;
        const isKept = stated[routes.indexOf(route)]?.cacheSeconds !== undefined;
        assert.deepEqual(
          taken.map((kept) => kept.path),
          isKept ? [route.path] : [],
        );
      }),
      { numRuns: 1000 },
    );
  });
});
