import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { storedFile } from "../../../infra/code/stored-file";

describe("a stored file", () => {
  it("holds the content, at a path made of it that is the same in every checkout", async () => {
    const path = await storedFile("a.txt", "one").path;
    assert.equal(readFileSync(path, "utf8"), "one");
    assert.equal(await storedFile("a.txt", "one").path, path);
    assert.notEqual(await storedFile("a.txt", "other").path, path);
    assert.ok(!isAbsolute(path));
  });

  it("is written once", async () => {
    const path = await storedFile("a.txt", "one").path;
    const { mtimeMs } = statSync(path);
    await storedFile("a.txt", "one").path;
    assert.equal(statSync(path).mtimeMs, mtimeMs);
  });
});
