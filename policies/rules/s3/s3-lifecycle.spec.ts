import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { s3Lifecycle as subject } from "./s3-lifecycle";

const bucket = (inputs: object = {}) => resource("aws:s3/bucket:Bucket", "site", { bucket: "site", ...inputs });
const lifecycle = (of: unknown, ...statuses: readonly unknown[]) =>
  resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle", {
    bucket: of,
    rules: statuses.map((status) => ({ id: "expiry", status })),
  });

describe("s3-lifecycle", () => {
  it("accepts a rule that is enabled, of a resource of its own or of the bucket", () => {
    const site = bucket();
    for (const of of [idOf(site), "site"]) {
      assert.deepEqual(always(subject, [site, lifecycle(of, "Disabled", "Enabled")]), []);
    }
    assert.deepEqual(always(subject, [bucket({ lifecycleRules: [{ enabled: true }] })]), []);
  });

  for (const [what, stack] of [
    ["a bucket without", [bucket()]],
    ["another's", [bucket(), lifecycle("elsewhere", "Enabled")]],
    ["rules that are off", [bucket(), lifecycle("site", "Disabled")]],
    ["no rules", [bucket(), lifecycle("site")]],
    ["rules of the bucket that are off", [bucket({ lifecycleRules: [{ enabled: false }] })]],
  ] as const) {
    it(`finds ${what}`, () => assert.deepEqual(brief(always(subject, stack)), ["advisory site"]));
  }

  it("judges the lifecycle of a bucket outside the stack by itself", () => {
    assert.deepEqual(always(subject, [lifecycle("elsewhere", "Enabled")]), []);
    assert.deepEqual(brief(always(subject, [lifecycle("elsewhere", "Disabled")])), ["advisory lifecycle"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const open = [bucket(), lifecycle(later("elsewhere"), "Enabled")];
    assert.match(preview(subject, open)[0]?.message ?? "", /Cannot be decided/);
    assert.match(update(subject, open)[0]?.message ?? "", /Found: it has no lifecycle/);
  });
});
