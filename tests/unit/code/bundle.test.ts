import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";
import { RunError } from "@pulumi/pulumi";
import { bundle as bundleAll } from "../../../infra/code/bundle";

const repository = join(__dirname, "../../..");
const entry = "app/functions/posts/index.ts";

/** Runs a bundle as Lambda does, and gives what it exports. */
function run(code: string): Record<string, unknown> {
  const module = { exports: {} };
  const wrapped = runInThisContext(`(function (module, exports, require) {${code}\n})`) as (...args: unknown[]) => void;
  wrapped(module, module.exports, require);
  return module.exports;
}

async function bundle(path: string, root?: string): Promise<string> {
  return (await bundleAll([path], root)).get(path) ?? "";
}

describe("bundle", () => {
  const folders: string[] = [];
  let sample: Promise<string>;
  before(() => {
    sample = bundle(entry);
  });
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  /** A folder with these files. */
  function folder(files: Readonly<Record<string, string>> = {}): string {
    const made = mkdtempSync(join(tmpdir(), "bundle-"));
    folders.push(made);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), text);
    }
    return made;
  }

  const library = {
    "node_modules/library/package.json": '{"name": "library", "main": "main.js", "module": "module.js"}',
    "node_modules/library/main.js": 'exports.used = () => "CommonJS"; exports.unused = () => "never called";',
    "node_modules/library/module.js": 'export const used = () => "ESM"; export const unused = () => "never called";',
  };
  const program = {
    "app/index.ts":
      'import { used } from "library"; import { here } from "./here"; export const handler = (): string => used() + here;',
    "app/here.ts": 'export const here: string = " here";',
  };

  it("is one file that exports the handler, with all that it imports", async () => {
    const { handler } = run(await bundle("app/index.ts", folder({ ...program, ...library })));
    assert.equal((handler as () => string)(), "ESM here");
  });

  it("leaves out what is not used", async () => {
    const code = await bundle("app/index.ts", folder({ ...program, ...library }));
    assert.doesNotMatch(code, /never called/);
  });

  it("has the same bytes in every folder, and where node_modules is a link", async () => {
    const here = folder({ ...program, ...library });
    const copy = folder();
    cpSync(here, copy, { recursive: true });
    const linked = folder(program);
    symlinkSync(join(here, "node_modules"), join(linked, "node_modules"));
    const codes = await Promise.all([here, copy, linked].map((root) => bundle("app/index.ts", root)));
    assert.deepEqual(codes, [codes[0], codes[0], codes[0]]);
  });

  it("has the same bytes for the sample in a copy of the repository", async () => {
    const copy = folder();
    cpSync(join(repository, "app"), join(copy, "app"), { recursive: true });
    symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
    const [original, copied] = await Promise.all([sample, bundle(entry, copy)]);
    assert.ok(original === copied, "the bytes differ");
    assert.ok(!original.includes(repository) && !original.includes(copy), "there is a path of this machine in it");
    assert.ok(/^\/\/ app\/functions\/posts\/index\.ts$/m.test(original), "its files have no names");
  });

  it("brings its own AWS SDK", async () => {
    const code = await sample;
    assert.ok(/^\/\/ node_modules\/@aws-sdk\/credential-provider-node\//m.test(code));
    // The SDK's own messages tell users to write [require("@aws-sdk/...")].
    assert.ok(!/(?<!\[)require\(["']@(aws-sdk|smithy)\//.test(code));
  });

  it("does not depend on the settings of the type check", async () => {
    const plain = await bundle("app/index.ts", folder({ ...program, ...library }));
    const settings = { "tsconfig.json": '{"compilerOptions": {"target": "es5", "alwaysStrict": true}}' };
    assert.equal(await bundle("app/index.ts", folder({ ...program, ...library, ...settings })), plain);
  });

  it("names the program and the place of a mistake", async () => {
    const root = folder({ "app/index.ts": 'export const handler = ;\nimport "./absent";' });
    await assert.rejects(bundle("app/index.ts", root), (error) => {
      assert.ok(RunError.isInstance(error));
      assert.match(error.message, /^app\/index\.ts cannot be bundled:\n/);
      assert.match(error.message, /app\/index\.ts:1:23:[\s\S]*export const handler = ;/);
      return true;
    });
  });

  it("names the program that is wrong, and none of those that are bundled with it", async () => {
    const root = folder({ "app/a/index.ts": 'import "./absent";', "app/b/index.ts": "export const b = 1;" });
    await assert.rejects(bundleAll(["app/a/index.ts", "app/b/index.ts"], root), (error: Error) => {
      assert.match(error.message, /^app\/a\/index\.ts cannot be bundled:\n[^]*app\/a\/index\.ts:1:7:/);
      assert.doesNotMatch(error.message, /app\/b/);
      return true;
    });
  });

  it("names an import that is not there", async () => {
    await assert.rejects(
      bundle("app/index.ts", folder({ "app/index.ts": 'import "./absent";' })),
      /Could not resolve "\.\/absent"/,
    );
  });

  it("lets a program end", () => {
    const program = `
      const { bundle } = require("./infra/code/bundle");
      void bundle(["app/functions/health/index.ts"]).then((code) => console.log(code.size));`;
    const output = execFileSync(process.execPath, ["--require", "ts-node/register", "--eval", program], {
      cwd: repository,
      encoding: "utf8",
      timeout: 8_000,
    });
    assert.equal(output.trim(), "1");
  });

  it("has the same bytes alone and together with others", async () => {
    const together = await bundleAll(["app/functions/health/index.ts", entry]);
    assert.equal(together.get(entry), await sample);
  });
});
