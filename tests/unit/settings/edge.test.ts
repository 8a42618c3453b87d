import assert from "node:assert/strict";
import { parseSettings } from "../../../infra/settings/settings";

const problemsOf = (edge: object) =>
  (parseSettings({ environment: "prod", edge }, "eu-west-1").problems ?? []).map(({ path }) =>
    path.replace("web-platform:", ""),
  );

describe("settings of the edge", () => {
  it("take exceptions for rules that AWS's groups have, everywhere or by path", () => {
    const exceptions = { GenericLFI_BODY: "everywhere", CrossSiteScripting_BODY: ["/api/posts", "/api/posts/*"] };
    assert.deepEqual(problemsOf({ waf: { exceptions } }), []);
    for (const exception of [
      { GenericLFI_Body: "everywhere" },
      { GenericLFI_BODY: ["api"] },
      { GenericLFI_BODY: "api" },
    ]) {
      assert.equal(problemsOf({ waf: { exceptions: exception } }).length, 1, JSON.stringify(exception));
    }
  });

  it("keep logs for days that AWS can keep them", () => {
    assert.deepEqual(problemsOf({ waf: { logRetentionDays: 0 }, accessLogRetentionDays: 2 }), []);
    assert.deepEqual(problemsOf({ waf: { logRetentionDays: 2 } }), ["edge.waf.logRetentionDays"]);
    assert.deepEqual(problemsOf({ accessLogRetentionDays: 1 }), ["edge.accessLogRetentionDays"]);
  });

  it("have a content security policy of a length that CloudFront takes", () => {
    const sources = (count: number) => Array.from({ length: count }, (_, index) => `https://${index}.example.com`);
    const policy = (count: number) => ({ headers: { contentSecurityPolicy: { "img-src": sources(count) } } });
    assert.deepEqual(problemsOf(policy(40)), []);
    assert.deepEqual(problemsOf(policy(80)), ["edge.headers.contentSecurityPolicy"]);
  });

  it("have directives that browsers know, and sources that they read", () => {
    const allowedFor = (contentSecurityPolicy: object) =>
      (
        parseSettings({ environment: "prod", edge: { headers: { contentSecurityPolicy } } }, "eu-west-1").problems ?? []
      ).map(({ path, allowed }) => `${path.replace("web-platform:edge.headers.", "")}: ${allowed}`);
    assert.deepEqual(allowedFor({ "script-src-elem": ["'self'", "https:", "'sha256-abc='"], sandbox: [] }), []);
    assert.match(
      allowedFor({ "image-src": ["'self'"] }).join(),
      /^contentSecurityPolicy.image-src: unknown key; did you mean "img-src"\?/,
    );
    for (const source of ["self", "None", "unsafe-inline", "nonce-abc", "sha384-abc=", '"self"']) {
      const [found, ...more] = allowedFor({ "img-src": ["https://images.example.com", source] });
      assert.deepEqual(more, []);
      assert.match(found ?? "", /^contentSecurityPolicy.img-src: "'[^"]+'", in single quotes/);
    }
  });

  it("stand before routes below /api/ alone", () => {
    const compute = (route: string) => ({
      kind: "functions",
      functions: { posts: {} },
      routes: [{ route, to: "function posts" }],
    });
    const found = (route: string, edge = {}) =>
      (
        parseSettings({ environment: "prod", compute: compute(route), edge }, "eu-west-1", () => true).problems ?? []
      ).map(({ path }) => path.replace("web-platform:", ""));
    for (const route of ["/api/posts", "GET /api/{proxy+}", "/{area}/posts", "/{proxy+}"])
      assert.deepEqual(found(route), []);
    for (const route of ["/posts", "GET /apis/{proxy+}", "/api"]) {
      assert.deepEqual(found(route), ["compute.routes.0.route"]);
      assert.deepEqual(found(route, { enabled: false }), []);
    }
  });
});
