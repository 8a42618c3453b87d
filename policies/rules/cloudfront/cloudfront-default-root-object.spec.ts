import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { cloudfrontDefaultRootObject as subject } from "./cloudfront-default-root-object";

const distribution = (inputs: object) => resource("aws:cloudfront/distribution:Distribution", "site", { ...inputs });

describe("cloudfront-default-root-object", () => {
  it("accepts a distribution that names one", () => {
    assert.deepEqual(always(subject, [distribution({ defaultRootObject: "index.html" })]), []);
  });

  for (const [inputs, words] of [
    [{}, "is not set"],
    [{ defaultRootObject: "" }, "is not set"],
    [{ defaultRootObject: null }, "is not set"],
    [{ defaultRootObject: "/index.html" }, "/index.html begins with a slash"],
  ] as const) {
    it(`refuses ${JSON.stringify(inputs)}`, () => {
      const [found, ...more] = always(subject, [distribution(inputs)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.ok(found.message.includes(`defaultRootObject ${words}`), found.message);
    });
  }

  it("leaves an unknown one open in a preview and decides at the update", () => {
    const open = distribution({ defaultRootObject: later("") });
    assert.deepEqual(brief(preview(subject, [open])), ["advisory site"]);
    assert.deepEqual(brief(update(subject, [open])), ["mandatory site"]);
  });
});
