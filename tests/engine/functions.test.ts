import assert from "node:assert/strict";
import { NOTHING, Platform } from "./platform";

interface Outputs {
  readonly api: { readonly id: string; readonly functionNames: Readonly<Record<string, string>> };
}

/** Functions behind an HTTP API, called over HTTP; without data, so that nothing else takes time. */
describe("a stack of functions", () => {
  const platform = new Platform();
  after(() => platform.remove());

  async function ask(method: string, path: string) {
    const { api } = await platform.outputs<Outputs>("dev");
    const aws = await platform.localAws();
    return aws.ask(aws.apiHost(api.id), method, path);
  }

  before(async () => {
    for (const section of ["database", "cache", "edge"]) platform.set("dev", section, { enabled: false });
    await platform.up("dev");
  });

  it("answers with the sample's JSON", async () => {
    const { status, body, headers } = await ask("GET", "/api/posts");
    assert.equal(status, 200, body);
    assert.match(String(headers["content-type"]), /application\/json/);
    const [first] = JSON.parse(body) as { id: string; title: string }[];
    assert.ok(first);
    const one = await ask("GET", `/api/posts/${first.id}`);
    assert.deepEqual(JSON.parse(one.body), first);
    assert.equal((await ask("GET", "/api/health")).status, 200);
  });

  it("answers 404 where no route leads", async () => {
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/api/users"],
      ["POST", "/api/posts"],
      ["GET", "/api/posts/1/comments"],
    ] as const) {
      const { status, body } = await ask(method, path);
      assert.deepEqual([status, JSON.parse(body)], [404, { message: "Not Found" }], `${method} ${path}`);
    }
  });

  it("changes nothing on a second up, and has not drifted", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("publishes one version of a function whose code changes, and touches nothing else", async () => {
    const versions = async () => (await platform.state("dev")).filter(({ type }) => type === "aws:lambda/alias:Alias");
    const before = await versions();
    platform.change("app/functions/health/index.ts", (source) =>
      source.replace("async () => healthy", 'async () => ({ ...healthy, body: "changed" })'),
    );
    const steps = await platform.up("dev");
    assert.deepEqual(steps.map(({ op, type, urn }) => [op, type, urn.split("::").at(-1)]).sort(), [
      ["update", "aws:lambda/alias:Alias", "compute-health"],
      ["update", "aws:lambda/function:Function", "compute-health"],
    ]);
    assert.match((await ask("GET", "/api/health")).body, /changed/);
    const after = await versions();
    const changed = after.filter(({ urn, inputs }) => {
      const old = before.find((alias) => alias.urn === urn);
      return old?.inputs?.["functionVersion"] !== inputs?.["functionVersion"];
    });
    assert.deepEqual(
      changed.map(({ inputs }) => inputs?.["functionVersion"]),
      ["2"],
    );
  });

  it("takes new routes, settings and an authorizer in place", async () => {
    platform.set("dev", "compute", {
      api: { authorizer: { issuer: "https://accounts.google.com", audience: ["web"] } },
      functions: { posts: { memoryMib: 512 }, health: {} },
      routes: [
        { route: "GET /api/posts", to: "function posts", throttling: { rate: 1, burst: 2 } },
        { route: "ANY /api/status/{proxy+}", to: "function health", authorization: "none" },
      ],
    });
    await platform.up("dev");
    assert.equal((await ask("GET", "/api/status/now")).status, 200);
    assert.equal((await ask("GET", "/api/posts")).status, 401, "a request without a token");
    assert.equal((await ask("GET", "/api/health")).status, 404);
    await platform.isUpToDate("dev");
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
