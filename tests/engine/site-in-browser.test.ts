import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page, Response } from "playwright-core";
import { launchChromium } from "./browser/chromium";
import { Platform } from "./platform";

interface Outputs {
  readonly site: { readonly domainName: string };
}

const token = "header.payload.signature";
const session = "__Host-session";

/** Tells its caller what arrived, and starts a session when asked to sign in. */
const echo = `type Event = { headers: Record<string, string>; cookies?: string[]; rawQueryString: string };
export const handler = async ({ headers, cookies = [], rawQueryString }: Event) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  cookies: rawQueryString === "sign-in" ? ["${session}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict"] : [],
  body: JSON.stringify({ headers, cookies }),
});
`;

/** What only the database of this test has. */
const row = "insert into posts (id, title, body) values ('4', 'Rows', 'This one is in the database alone.');";

/** The sample as a visitor sees it: a real browser, the edge, the site, functions, the cache and the database. */
describe("the site in a browser", () => {
  const platform = new Platform();
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let origin: string;
  /** What the browser complains of: errors in the console, what the security policy blocked, what did not arrive. */
  const complaints: string[] = [];

  before(async () => {
    browser = await launchChromium();
    platform.write("app/functions/echo/index.ts", echo);
    platform.write("app/database/migrations/0002.do.row.sql", row);
    platform.set("dev", "compute", {
      functions: { posts: { uses: ["database", "cache"] }, health: {}, echo: {} },
      routes: [
        { route: "GET /api/posts", to: "function posts" },
        { route: "GET /api/posts/{id}", to: "function posts" },
        { route: "ANY /api/echo", to: "function echo" },
      ],
    });
    await platform.up("dev");
    const { site } = await platform.outputs<Outputs>("dev");
    origin = `http://${(await platform.localAws()).distributionHost(site.domainName)}`;
  });
  after(() => platform.remove());
  after(() => browser.close());

  beforeEach(async () => {
    complaints.length = 0;
    context = await browser.newContext();
    page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${message.location().url}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  });
  afterEach(() => context.close());

  const open = async (path: string): Promise<Response> => {
    const response = await page.goto(`${origin}${path}`, { waitUntil: "networkidle" });
    assert.ok(response);
    return response;
  };
  /** Asks from within the page, as its scripts do. */
  const ask = (path: string, headers: Record<string, string> = {}) =>
    page.evaluate(
      async ([url, sent]) => {
        const response = await fetch(url, { headers: sent });
        return { status: response.status, body: await response.text() };
      },
      [path, headers] as const,
    );
  const signIn = async () => {
    await ask("/api/echo?sign-in");
    const kept = (await context.cookies()).map(({ name }) => name);
    assert.deepEqual(kept, [session], "the browser keeps the API's cookie");
  };
  const arrived = async (headers?: Record<string, string>) =>
    JSON.parse((await ask("/api/echo", headers)).body) as { headers: Record<string, string>; cookies: string[] };

  it("shows the page and what the API answers, with no complaint but of what is not deployed", async () => {
    const response = await open("/");
    assert.equal(response.status(), 200);
    assert.equal(await page.locator("h1").textContent(), "web-platform");
    const posts = page.locator('[data-from="/api/posts"] li');
    assert.deepEqual(await posts.allTextContents(), ["Hello", "Zones", "Caches", "Rows"]);
    assert.equal(complaints.length, 1, complaints.join("\n"));
    assert.match(complaints.join(), /\/api\/users: .*\b404\b/);
  });

  it("says which part of the sample this stack does not have", async () => {
    await open("/");
    assert.match((await page.locator('[data-from="/api/users"]').textContent()) ?? "", /Not deployed in this stack/);
  });

  it("tells that the API fails, and shows markup in its data as text", async () => {
    await page.route("**/api/posts", (route) => route.fulfill({ status: 503, json: { error: "away" } }));
    const markup = "<img src=/missing.png>";
    await page.route("**/api/users", (route) => route.fulfill({ json: [{ id: "1", name: markup }] }));
    await open("/");
    assert.match((await page.locator('[data-from="/api/posts"]').textContent()) ?? "", /does not answer now/);
    assert.deepEqual(await page.locator('[data-from="/api/users"] li').allTextContents(), [markup]);
    assert.equal(await page.locator("img").count(), 0);
  });

  it("opens a deep link, and goes there and back without loading the page anew", async () => {
    await open("/posts/2");
    assert.equal(await page.locator("h1").textContent(), "Zones");
    assert.deepEqual(complaints, []);
    await page.evaluate("globalThis.kept = true");
    await page.getByRole("link", { name: "All posts and users" }).click();
    await page.getByRole("link", { name: "Hello" }).click();
    await page.getByRole("heading", { name: "Hello" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/posts/1");
    assert.equal(await page.evaluate("globalThis.kept"), true);
  });

  it("leaves an API's 404 what it is", async () => {
    await open("/posts/1");
    const { status, body } = await ask("/api/nothing");
    assert.deepEqual([status, JSON.parse(body)], [404, { message: "Not Found" }]);
    const missing = await ask("/api/posts/999");
    assert.deepEqual([missing.status, JSON.parse(missing.body)], [404, { error: "not found" }]);
  });

  it("answers 404 with the site's own page for a file that is not there", async () => {
    const { status, body } = await open("/").then(() => ask("/assets/none.js"));
    assert.equal(status, 404);
    assert.match(body, /<h1>Not found<\/h1>/);
  });

  it("sends the security headers with pages and with answers of the API", async () => {
    const answers = [await open("/"), await open("/api/posts")];
    for (const answer of answers) {
      const headers = answer.headers();
      assert.equal(headers["strict-transport-security"], "max-age=31536000");
      assert.match(headers["content-security-policy"] ?? "", /default-src 'self'.*frame-ancestors 'none'/);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["x-frame-options"], "DENY");
      assert.equal(headers["referrer-policy"], "strict-origin-when-cross-origin");
    }
  });

  it("has a policy that the browser enforces", async () => {
    await open("/posts/1");
    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
    `);
    assert.equal(await page.evaluate("globalThis.injected"), undefined);
    assert.match(complaints.join(), /Content Security Policy/);
  });

  it("turns the session's cookie, which no script sees, into the Authorization header", async () => {
    await open("/posts/1");
    assert.equal((await arrived()).headers["authorization"], undefined);
    await signIn();
    assert.equal(await page.evaluate("document.cookie"), "");
    const { headers, cookies } = await arrived();
    assert.equal(headers["authorization"], `Bearer ${token}`);
    assert.doesNotMatch(JSON.stringify([headers, cookies]), new RegExp(session));
  });

  it("keeps the Authorization header of a request that has one", async () => {
    await open("/posts/1");
    await signIn();
    assert.equal((await arrived({ authorization: "Basic own" })).headers["authorization"], "Basic own");
  });
});
