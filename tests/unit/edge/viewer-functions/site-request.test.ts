import assert from "node:assert/strict";
import fc from "fast-check";
import { siteRequestCode } from "../../../../infra/edge/viewer-functions/compile";
import { siteRequest, type SiteRequestSettings } from "../../../../infra/edge/viewer-functions/site-request";
import { type Handler, load } from "./cloudfront-runtime";
import { plain, received, type Sent } from "./viewer";

const routing: SiteRequestSettings["routing"] = { "/": "spa", "/docs": "pages" };
const canonical = "www.example.com";

const ways: readonly (readonly [name: string, handler: (settings: SiteRequestSettings) => Promise<Handler>])[] = [
  ["siteRequest as written", async (settings) => (request) => siteRequest({ request }, settings)],
  ["siteRequest as compiled", async (settings) => load(await siteRequestCode(settings))],
];

for (const [name, handler] of ways) {
  describe(name, () => {
    let atAnyHost: Handler;
    let atOneHost: Handler;
    before(async () => {
      atAnyHost = await handler({ routing });
      atOneHost = await handler({ routing, redirect: { host: canonical } });
    });

    it("asks the bucket for the file of the path, and changes nothing else", () => {
      const sent = { target: "/docs/guide?a=1", host: "d1.cloudfront.net", headers: { accept: "text/html" } };
      assert.deepEqual(plain(atAnyHost(received(sent))), {
        method: "GET",
        uri: "/docs/guide/index.html",
        headers: { host: { value: "d1.cloudfront.net" }, accept: { value: "text/html" } },
        cookies: {},
      });
    });

    it("leaves a file's path alone", () => {
      assert.equal(plain(atAnyHost(received({ target: "/assets/app.3f2a.js" })))["uri"], "/assets/app.3f2a.js");
    });

    it("asks for a file by one path, however its name is encoded", () => {
      for (const [target, uri] of [
        ["/a+b=c.txt", "/a%2Bb=c.txt"],
        ["/a%2bb%3Dc.txt", "/a%2Bb=c.txt"],
        ["/50%25%20&%23%3F.txt", "/50%25%20&%23%3F.txt"],
        ["/%E6%97%A5%e6%9c%ac.txt", "/%E6%97%A5%E6%9C%AC.txt"],
        ["/it's(1)~*%21.txt", "/it's(1)%7E%2A!.txt"],
        ["/%61pp%2Ejs", "/app.js"],
        ["/d%6Fcs/guide", "/docs/guide/index.html"],
      ] as const) {
        assert.equal(plain(atAnyHost(received({ target })))["uri"], uri, target);
      }
    });

    it("asks for what is not there where S3 would refuse the path", () => {
      for (const target of [`/${"a".repeat(1016)}.txt`, `/docs/${"%E6%97%A5".repeat(335)}`]) {
        assert.equal(plain(atAnyHost(received({ target })))["uri"], "/%EF%BF%BD", target);
      }
      assert.equal(plain(atAnyHost(received({ target: `/${"a".repeat(2000)}` })))["uri"], "/index.html");
      for (const [target, uri] of [
        ["/%zz.txt", "/%25zz.txt"],
        ["/docs/100%", "/docs/100%25/index.html"],
        ["/%ff.txt", "/%25ff.txt"],
        ["/%", "/index.html"],
      ] as const) {
        assert.equal(plain(atAnyHost(received({ target })))["uri"], uri);
      }
      const longest = `/${"%E6%97%A5".repeat(338)}.txt`;
      assert.equal(plain(atAnyHost(received({ target: longest })))["uri"], longest);
    });

    it("serves a file without an extension that there is, and a page for others", async () => {
      const way = await handler({ routing, plainFiles: ["/LICENSE", "/docs/%C3%BC"] });
      for (const [target, uri] of [
        ["/LICENSE", "/LICENSE"],
        ["/docs/%c3%bc", "/docs/%C3%BC"],
        ["/LICENCE", "/index.html"],
        ["/LICENSE/", "/index.html"],
      ] as const) {
        assert.equal(plain(way(received({ target })))["uri"], uri);
      }
    });

    it("lets no cookie through to the bucket", () => {
      const sent = { host: canonical, cookie: "__Host-session=a.b.c; theme=dark; theme=light" };
      for (const way of [atAnyHost, atOneHost]) assert.deepEqual(plain(way(received(sent)))["cookies"], {});
    });

    it("answers at any host where none is canonical", () => {
      assert.equal(plain(atAnyHost(received({ host: "example.com" })))["uri"], "/index.html");
    });

    describe("with a canonical host", () => {
      const location = (sent: Sent): unknown => {
        const answer = plain(atOneHost(received(sent)));
        const headers = answer["headers"] as { location?: { value: string } };
        return answer["statusCode"] === undefined ? undefined : headers.location?.value;
      };

      it("answers by a permanent redirect that is forgotten after an hour", () => {
        assert.deepEqual(plain(atOneHost(received({ host: "example.com" }))), {
          statusCode: 301,
          statusDescription: "Moved Permanently",
          headers: {
            location: { value: "https://www.example.com/" },
            "cache-control": { value: "public, max-age=3600" },
          },
        });
      });

      const stay: readonly (readonly [why: string, sent: Sent])[] = [
        ["a request to it", { host: canonical }],
        ["a request to it in other letters", { host: "WWW.Example.com" }],
        ["a request to it with a port", { host: "www.example.com:443" }],
        ["a POST", { host: "example.com", method: "POST" }],
        ["a preflight", { host: "example.com", method: "OPTIONS" }],
      ];
      for (const [why, sent] of stay) it(`does not redirect ${why}`, () => assert.equal(location(sent), undefined));

      const leave: readonly (readonly [why: string, sent: Sent])[] = [
        ["the other name", { host: "example.com" }],
        ["the distribution's own name", { host: "d111111abcdef8.cloudfront.net" }],
        ["a name that begins like it", { host: "www.example.com.evil.example" }],
        ["a name that ends like it", { host: "evil-www.example.com" }],
        ["no name", {}],
        ["HEAD", { host: "example.com", method: "HEAD" }],
      ];
      for (const [why, sent] of leave) {
        it(`redirects ${why}`, () => assert.equal(location(sent), "https://www.example.com/"));
      }

      const targets: readonly (readonly [why: string, target: string])[] = [
        ["a path that a file answers for", "/docs/guide"],
        ["a slash at the end", "/docs/guide/"],
        ["encoded characters", "/caf%C3%A9%20au%20lait/%2F%3f"],
        ["an encoded query string", "/search?q=caf%C3%A9+au%20lait&next=%2Fa%3Fb%3D1"],
        ["values of one name between others", "/list?tag=a&page=2&tag=b&tag=a"],
        ["names without values", "/list?debug&empty=&=x"],
        ["a question mark alone", "/list?"],
        ["further question marks", "/list?a=?b?"],
        ["a path that looks like a host", "//evil.example/.."],
        ["a path that looks like a user", "/@evil.example"],
        ["a path with a backslash", "/\\evil.example"],
        ["an encoded line break", "/%0d%0aset-cookie:a=b"],
      ];
      for (const [why, target] of targets) {
        it(`keeps ${why}: ${target}`, () => {
          assert.equal(location({ host: "example.com", target }), `https://www.example.com${target}`);
        });
      }

      it("leads nowhere else, whatever the path is", () => {
        const text = fc.oneof(fc.webPath(), fc.string({ unit: "grapheme-ascii" }), fc.webAuthority());
        const target = fc
          .tuple(fc.constantFrom("/", "//", "/\\", "", "@", ".", ":"), text)
          .map((parts) => parts.join(""));
        fc.assert(
          fc.property(target, (target) => {
            const url = new URL(location({ host: "example.com", target }) as string);
            assert.equal(url.origin, "https://www.example.com");
            assert.equal(url.username, "");
          }),
        );
      });
    });

    it("gives back what it has given", () => {
      fc.assert(
        fc.property(fc.webPath(), (path) => {
          const once = atAnyHost(received({ target: `/${path}` }));
          const twice = atAnyHost(received({ target: plain(once)["uri"] as string }));
          assert.deepEqual(plain(twice), plain(once));
        }),
      );
    });
  });
}
