import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief } from "../../testing/kit";
import { snsEncrypted } from "./sns-encrypted";

const found = (inputs: object) =>
  brief(always(snsEncrypted, [resource("aws:sns/topic:Topic", "topic", { ...inputs })]));

describe("sns-encrypted", () => {
  for (const [what, inputs] of Object.entries({
    "AWS's own key": { kmsMasterKeyId: "alias/aws/sns" },
    "a key that only the update knows": { kmsMasterKeyId: later("0a1b") },
  })) {
    it(`accepts ${what}`, () => assert.deepEqual(found(inputs), []));
  }

  for (const [what, inputs] of Object.entries({
    "no key": {},
    "an empty name": { kmsMasterKeyId: "" },
    null: { kmsMasterKeyId: null },
  })) {
    it(`refuses ${what}`, () => assert.deepEqual(found(inputs), ["mandatory topic"]));
  }
});
