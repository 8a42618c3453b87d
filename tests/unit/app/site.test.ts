import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../../app/site");
const page = readFileSync(join(folder, "index.html"), "utf8");
const assets = readdirSync(join(folder, "assets"));

describe("the sample's site", () => {
  for (const name of assets) {
    it(`names ${name} after its content`, () => {
      const content = readFileSync(join(folder, "assets", name));
      const digest = createHash("sha256").update(content).digest("hex").slice(0, 8);
      assert.equal(name, name.replace(/\.[^.]+\./, `.${digest}.`), "rename it, here and in index.html");
    });
  }

  it("has a page that names assets which are there, and all of them", () => {
    const named = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path = ""]) => path);
    assert.deepEqual(named.toSorted(), assets.map((name) => `assets/${name}`).toSorted());
    for (const path of named) assert.ok(existsSync(join(folder, path)), path);
  });

  it("keeps to the security policy: nothing inline, nothing from elsewhere", () => {
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|https?:/);
    for (const name of assets.filter((asset) => asset.endsWith(".js"))) {
      const script = readFileSync(join(folder, "assets", name), "utf8");
      assert.doesNotMatch(script, /innerHTML|insertAdjacentHTML|document\.write|\beval\b|https?:/);
    }
  });
});
