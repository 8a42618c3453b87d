import assert from "node:assert/strict";

import { rule } from "../frame/rule";
import { wellArchitected } from "../frame/metadata";
import { type Fixture, idOf, later, resource } from "../testing/fixtures";
import { preview, update } from "../testing/kit";
import { bucketsOf, bucketType, inline, settingsOf } from "./buckets";

/** Tells of each bucket what it has: how many settings, and whether more may turn out to be its own. */
const told = rule({
  name: "told-of-buckets",
  description: "Tells.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: wellArchitected("SEC08-BP04"),
  remediationSteps: "none.",
  url: "https://example.com",
  inputsOf: [bucketType],
  stack: (stack, { judge }) => {
    const versionings = settingsOf(stack, "aws:s3/bucketVersioning:BucketVersioning");
    for (const bucket of bucketsOf(stack)) {
      judge(bucket, ({ violation }) => {
        const stated = inline(stack, bucket, "versioning") ? ", inline" : "";
        violation(
          `${versionings.of(bucket).length}, ${versionings.ofOthers.length} of others, ${versionings.isOpen}${stated}`,
        );
      });
    }
  },
});

const bucket = (inputs: object = {}, more: object = {}) => resource(bucketType, "site", { ...inputs }, more);
const versioning = (of: unknown, name = "versions") =>
  resource("aws:s3/bucketVersioning:BucketVersioning", name, { bucket: of });
const words = (found: ReturnType<typeof preview>) =>
  found.map(({ message }) => /Found: (.*)\./.exec(message)?.[1]).join("; ");

describe("settingsOf", () => {
  const named = bucket({ bucket: "site" });
  const unnamed = bucket({ bucket: later("site") });
  for (const [what, stack, atPreview, atUpdate] of [
    ["a bucket named by text", [named, versioning("site")], "1, 0 of others, false", "1, 0 of others, false"],
    [
      "a bucket named by its output",
      [named, versioning(idOf(named))],
      "1, 0 of others, false",
      "1, 0 of others, false",
    ],
    ["another bucket", [named, versioning("other")], "0, 1 of others, false", "0, 1 of others, false"],
    ["text, where the name is unknown", [unnamed, versioning("site")], "0, 1 of others, true", "1, 0 of others, false"],
    ["an unknown bucket", [named, versioning(later("other"))], "0, 1 of others, true", "0, 1 of others, false"],
    [
      "several of one bucket",
      [named, versioning("site"), versioning("site", "more")],
      "2, 0 of others, false",
      "2, 0 of others, false",
    ],
  ] as readonly [string, readonly Fixture[], string, string][]) {
    it(`tells ${what}`, () => {
      assert.deepEqual([words(preview(told, stack)), words(update(told, stack))], [atPreview, atUpdate]);
    });
  }
});

describe("settingsOf directory buckets", () => {
  it("are left to others, by output and by text", () => {
    const directory = resource("aws:s3/directoryBucket:DirectoryBucket", "fast", { bucket: "fast--euw1-az1--x-s3" });
    const site = bucket({ bucket: "site" });
    for (const of of [idOf(directory), "fast--euw1-az1--x-s3"]) {
      assert.equal(words(preview(told, [site, directory, versioning(of)])), "0, 0 of others, false");
      assert.equal(words(update(told, [site, directory, versioning(of)])), "0, 0 of others, false");
    }
  });
});

describe("inline", () => {
  it("knows what the program states from what AWS answers", () => {
    const enabled = { versioning: { enabled: true } };
    assert.equal(words(update(told, [bucket(enabled)])), "0, 0 of others, false, inline");
    assert.equal(words(update(told, [bucket({}, { assigned: enabled })])), "0, 0 of others, false");
  });
});
