import assert from "node:assert/strict";
import fc from "fast-check";
import { apiRequest } from "../../../../infra/edge/viewer-functions/api-request";
import { apiRequestCode } from "../../../../infra/edge/viewer-functions/compile";
import type { ViewerRequest } from "../../../../infra/edge/viewer-functions/event";
import { type Handler, load } from "./cloudfront-runtime";
import { plain, received, type Sent } from "./viewer";

const sessionCookie = "__Host-session";
const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln_-bmF0dXJl";

const ways: readonly (readonly [name: string, handler: () => Promise<Handler>])[] = [
  ["apiRequest as written", async () => (request) => apiRequest({ request }, { sessionCookie })],
  ["apiRequest as compiled", async () => load(await apiRequestCode({ sessionCookie }))],
];

for (const [name, handler] of ways) {
  describe(name, () => {
    let handle: Handler;
    before(async () => {
      handle = await handler();
    });

    const sent = (request: Sent): Pick<ViewerRequest, "headers" | "cookies"> =>
      plain(handle(received({ target: "/api/posts", ...request }))) as unknown as ViewerRequest;
    const authorization = (request: Sent): string | undefined => sent(request).headers.authorization?.value;

    it("turns the session's cookie into the header, and changes nothing else", () => {
      const request = { method: "POST", host: "example.com", cookie: `theme=dark; ${sessionCookie}=${token}` };
      assert.deepEqual(plain(handle(received({ target: "/api/posts?a=1", ...request }))), {
        method: "POST",
        uri: "/api/posts",
        headers: { host: { value: "example.com" }, authorization: { value: `Bearer ${token}` } },
        cookies: { theme: { value: "dark" } },
      });
    });

    it("adds no header without that cookie", () => {
      assert.equal(authorization({}), undefined);
      assert.equal(authorization({ cookie: "theme=dark" }), undefined);
    });

    it("takes a cookie of that very name only", () => {
      const { headers, cookies } = sent({ cookie: `__host-session=${token}` });
      assert.equal(headers.authorization, undefined);
      assert.deepEqual(cookies, { "__host-session": { value: token } });
    });

    for (const value of ["Bearer other", "Basic YTpi", "", "Bearer", "nonsense\u00e9"]) {
      it(`keeps a header that is there: "${value}"`, () => {
        const { headers, cookies } = sent({ headers: { authorization: value }, cookie: `${sessionCookie}=${token}` });
        assert.deepEqual(headers.authorization, { value });
        assert.deepEqual(cookies, {});
      });
    }

    it("takes no side where the cookie came twice", () => {
      const { headers, cookies } = sent({ cookie: `${sessionCookie}=${token}; ${sessionCookie}=other; a=1; a=2` });
      assert.equal(headers.authorization, undefined);
      assert.deepEqual(cookies, { a: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] } });
    });

    for (const value of ["opaque-Token_1~+/x", "YWJjZA==", "a"]) {
      it(`takes any bearer token: ${value}`, () => {
        assert.equal(authorization({ cookie: `${sessionCookie}=${value}` }), `Bearer ${value}`);
      });
    }

    const refused = ["", "a b", `"${token}"`, "a,b", "a:b", "a\r\nx-admin: 1", "a\n", "a\u0000", "a%0d%0ab", "\u00e9"];
    for (const value of refused) {
      it(`makes no header of ${JSON.stringify(value)}, and sends it nowhere`, () => {
        const { headers, cookies } = sent({ cookie: `${sessionCookie}=${value}` });
        assert.deepEqual([headers.authorization, cookies], [undefined, {}]);
      });
    }

    describe("of any request", () => {
      const value = fc.string({ unit: "binary-ascii", maxLength: 20 }).map((text) => text.replaceAll("; ", ""));
      const header = fc.option(value, { nil: undefined });
      const holds = (property: (request: Sent, cookie: string, header: string | undefined) => void) =>
        fc.assert(
          fc.property(value, header, (cookie, header) => {
            const headers = header === undefined ? {} : { authorization: header };
            property({ headers, cookie: `a=1; ${sessionCookie}=${cookie}; b=2` }, cookie, header);
          }),
          { numRuns: 500 },
        );

      it("has a header that is its own, or `Bearer` and one token", () => {
        holds((request, _, header) => {
          const value = authorization(request);
          if (header !== undefined) assert.equal(value, header);
          else if (value !== undefined) assert.match(value, /^Bearer [A-Za-z0-9._~+/=-]+$/);
        });
      });

      it("loses the session's cookie and no other", () => {
        holds((request) => assert.deepEqual(sent(request).cookies, { a: { value: "1" }, b: { value: "2" } }));
      });

      it("is not changed further by a second time", () => {
        holds((request) => {
          const once = handle(received(request)) as ViewerRequest;
          const twice = handle({ ...structuredClone(plain(once)), rawQueryString: () => undefined } as ViewerRequest);
          assert.deepEqual(plain(twice), plain(once));
        });
      });
    });
  });
}
