import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { apiRequestCode, siteRequestCode, viewerFunction } from "../../../../infra/edge/viewer-functions/compile";
import { load } from "./cloudfront-runtime";
import { plain, received } from "./viewer";

const repository = join(__dirname, "../../../..");
const site = { routing: { "/": "spa", "/docs": "pages" }, redirect: { host: "www.example.com" } } as const;

describe("code of viewer functions", () => {
  it("is a script of printable characters with a handler at its top level, far from the largest", async () => {
    for (const code of await Promise.all([
      siteRequestCode(site),
      apiRequestCode({ sessionCookie: "__Host-session" }),
    ])) {
      assert.match(code, /^function handler\(event\) \{$/m);
      assert.match(code, /^[\n\x20-\x7e]+$/);
      assert.doesNotMatch(code, /^(import|export) /m);
      assert.ok(code.length < 5_000, `${code.length} bytes`);
    }
  });

  it("has equal bytes for equal settings, and others for others", async () => {
    const [first, second, other] = await Promise.all([
      siteRequestCode(site),
      siteRequestCode(structuredClone(site)),
      siteRequestCode({ routing: site.routing }),
    ]);
    assert.equal(first, second);
    assert.notEqual(first, other);
  });

  it("has equal bytes in a copy of the repository", async () => {
    const copy = mkdtempSync(join(tmpdir(), "viewer-functions-"));
    try {
      const folder = "infra/edge/viewer-functions";
      mkdirSync(join(copy, "infra/edge"), { recursive: true });
      cpSync(join(repository, folder), join(copy, folder), { recursive: true });
      symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
      const copied = createRequire(__filename)(join(copy, folder, "compile")) as {
        siteRequestCode: typeof siteRequestCode;
      };
      assert.equal(await copied.siteRequestCode(site), await siteRequestCode(site));
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it("takes settings as data, whatever is in them", async () => {
    const host = `"; throw 1; "\u2028</script>`;
    const handle = load(await siteRequestCode({ routing: {}, redirect: { host } }));
    const { headers } = plain(handle(received({}))) as { headers: { location: { value: string } } };
    assert.equal(headers.location.value, `https://${host}/`);
  });

  it("is refused where it is larger than CloudFront takes", async () => {
    const prefixes = Array.from({ length: 500 }, (_, index) => [`/prefix-number-${index}`, "spa"] as const);
    await assert.rejects(siteRequestCode({ routing: Object.fromEntries(prefixes) }), (error) => {
      assert.ok(error instanceof RunError);
      assert.match(
        error.message,
        /^edge\.site\.routing, with the files that have no extension, makes a function of \d{5} bytes; CloudFront takes 10240: /,
      );
      return true;
    });
  });

  const unknown: readonly (readonly [statement: string, source: string])[] = [
    ["destructuring", "const { request } = event;"],
    ["for-of loops", "for (const name of event.names) return name;"],
    ["class", "class Request {}"],
    ["default arguments", "const f = (a = 1) => a;"],
    ["array spread", "const names = [...event.names];"],
    ["object literal extensions", "const object = { handler() {} };"],
    ["async", "const f = async () => 1;"],
    ["generator", "const f = function* () {};"],
  ];
  for (const [statement, source] of unknown) {
    it(`is refused with what the runtime does not know: ${statement}`, async () => {
      await assert.rejects(viewerFunction(`function handler(event) { ${source} }`, "x"), new RegExp(statement));
    });
  }

  it("says in the runtime's words what it can", async () => {
    const code = await viewerFunction(
      "function handler(event) { const uri = event.request.uri?.trim() ?? ''; return { uri, ...{ a: 2 ** 3 } }; }",
      "x",
    );
    assert.doesNotMatch(code, /\?\.|\?\?|\.\.\.|\{ uri,/);
    assert.match(code, /2 \*\* 3/);
  });
});
