import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { type Check, checksOf, examplePaths, type Reached } from "../../../scripts/verify/checks";
import { selfSigned } from "../app/certificate";

interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const html = { "content-type": "text/html; charset=utf-8" };
const json = { "content-type": "application/json" };
const security = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000",
};

/** What a stack answers that is as it should be. */
const right = (path: string): Page => {
  if (path === "/") return { status: 200, headers: { ...html, ...security } };
  if (path === "/api/posts" || path === "/api/users") return { status: 200, headers: json };
  return { status: 404, headers: path.startsWith("/api/") ? json : html };
};

const routes = [
  "GET /api/posts -> function posts",
  "ANY /api/users -> instances",
  "GET /api/posts/{id} -> function posts",
];

describe("npm run verify", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }
  const answering = (page: (path: string) => Page) => (request: IncomingMessage, response: ServerResponse) => {
    const { status, headers } = page(request.url ?? "");
    response.writeHead(status, headers).end("{}");
  };
  /** A site over plain HTTP, as the sandbox has it: under a name that is this machine. */
  const plain = async (page: (path: string) => Page) =>
    `http://d1.cloudfront.localhost:${await listen(createServer(answering(page)))}`;

  /** The names of checks that fail, with what they saw. */
  async function wrong(reached: Reached): Promise<string[]> {
    const failed = async ({ name, run }: Check) => {
      try {
        await run();
        return [];
      } catch (error) {
        return [`${name}: ${(error as Error).message}`];
      }
    };
    return (await Promise.all(checksOf(reached).map(failed))).flat();
  }
  const api = { endpoint: "http://unused.localhost", routes };

  it("finds nothing at a stack that serves what it should", async () => {
    const reached = { site: await plain(right), api };
    assert.equal(checksOf(reached).length, 6);
    assert.deepEqual(await wrong(reached), []);
  });

  for (const [what, page, found] of [
    [
      "no first page",
      (path: string) => (path === "/" ? { status: 403, headers: { ...html, ...security } } : right(path)),
      /first page is there: 403/,
    ],
    [
      "a page without a header",
      (path: string) => (path === "/" ? { status: 200, headers: { ...html, "x-frame-options": "DENY" } } : right(path)),
      /without x-content-type-options, referrer-policy/,
    ],
    [
      "a page in place of a missing file",
      (path: string) => (path.endsWith(".js") ? { status: 200, headers: html } : right(path)),
      /file that is not there is a 404: 200/,
    ],
    [
      "a function that fails",
      (path: string) => (path === "/api/posts" ? { status: 502, headers: json } : right(path)),
      /answers \/api\/posts: 502/,
    ],
    [
      "instances that fail",
      (path: string) => (path === "/api/users" ? { status: 503, headers: html } : right(path)),
      /answers \/api\/users: 503/,
    ],
    [
      "a page in place of the API's own 404",
      (path: string) => (path.startsWith("/api/not") ? { status: 404, headers: html } : right(path)),
      /404 of the API's own: 404 text\/html/,
    ],
  ] as const) {
    it(`finds ${what}, and only that`, async () => {
      const all = await wrong({ site: await plain(page), api });
      assert.equal(all.length, 1, all.join("\n"));
      assert.match(all.join("\n"), found);
    });
  }

  it("asks an API itself where there is no site, and for no path that a route takes whatever it is", async () => {
    const endpoint = await plain(right);
    assert.deepEqual(checksOf({ api: { endpoint, routes: ["ANY /{proxy+} -> instances"] } }), []);
    assert.deepEqual(await wrong({ api: { endpoint, routes } }), []);
  });

  it("says what refuses to answer", async () => {
    const [found] = await wrong({ site: "http://127.0.0.1:1", api: undefined });
    assert.match(found ?? "", /ECONNREFUSED/);
  });

  describe("over TLS", () => {
    const { cert, key } = selfSigned();
    const secured = async (minVersion: "TLSv1" | "TLSv1.2") =>
      `https://localhost:${await listen(
        createTlsServer({ cert, key, minVersion, ciphers: "DEFAULT@SECLEVEL=0" }, answering(right)),
      )}`;
    const named = async (site: string) => {
      const checks = checksOf({ site, ca: cert });
      const about = (text: string) => checks.find(({ name }) => name.includes(text));
      return { tls: about("TLS is"), redirect: about("plain HTTP"), headers: about("headers") };
    };

    it("finds a host that speaks TLS 1.1, and not one that speaks 1.2", async () => {
      await assert.rejects(async () => (await named(await secured("TLSv1"))).tls?.run(), /TLS 1.1 is spoken/);
      assert.equal(await (await named(await secured("TLSv1.2"))).tls?.run(), "TLS 1.1 is refused");
    });

    it("wants Strict-Transport-Security, and finds what does not lead to HTTPS", async () => {
      const { headers, redirect } = await named(await secured("TLSv1.2"));
      assert.match((await headers?.run()) ?? "", /strict-transport-security/);
      // A port of TLS does not speak plain HTTP.
      await assert.rejects(async () => redirect?.run());
    });
  });

  it("takes for each that answers a path without variables", () => {
    assert.deepEqual(examplePaths(["GET /api/x/{id} -> function x", "POST /api/y -> function y", ...routes]), [
      "/api/posts",
      "/api/users",
    ]);
    assert.deepEqual(examplePaths(["/api/z -> function z"]), ["/api/z"]);
  });
});
