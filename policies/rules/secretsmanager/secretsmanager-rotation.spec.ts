import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { secretsmanagerRotation as subject } from "./secretsmanager-rotation";

const secret = resource("aws:secretsmanager/secret:Secret", "secret", { name: "main" });
const rotation = (inputs: object, secretId: unknown = idOf(secret)): Fixture =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "rotation", { secretId, ...inputs });

describe("secretsmanager-rotation", () => {
  for (const [what, rotationRules] of Object.entries({
    "days that are few enough": { automaticallyAfterDays: 90 },
    "days as text": { automaticallyAfterDays: "30" },
    "a rate in days": { scheduleExpression: "rate(10 days)" },
    "a rate in hours": { scheduleExpression: "rate(4 hours)" },
    "a calendar": { scheduleExpression: "cron(0 8 1 * ? *)" },
  })) {
    it(`accepts ${what}`, () => assert.deepEqual(always(subject, [secret, rotation({ rotationRules })]), []));
  }

  it("accepts a rotation that names its secret by text", () => {
    assert.deepEqual(always(subject, [secret, rotation({}, "main")]), []);
  });

  it("accepts a secret of which nothing but its rotation is stated", () => {
    assert.deepEqual(always(subject, [secret, rotation({})]), []);
  });

  for (const [what, stack, words] of [
    ["a secret without", [secret], "it has no SecretRotation"],
    ["a rotation of another", [secret, rotation({}, "elsewhere")], "it has no SecretRotation"],
    ["one that is off", [secret, rotation({ rotationEnabled: false })], "its rotation is off"],
    ["one that is off, by text", [secret, rotation({ rotationEnabled: "false" })], "its rotation is off"],
    ["too many days", [secret, rotation({ rotationRules: { automaticallyAfterDays: 91 } })], "after 91 days, not 90"],
    [
      "a rate too low",
      [secret, rotation({ rotationRules: { scheduleExpression: "rate(365 days)" } })],
      "after 365 days",
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const found = always(subject, stack);
      assert.deepEqual(brief(found), ["mandatory secret"]);
      assert.ok(found[0]?.message.includes(words), found[0]?.message);
    });
  }

  it("accepts in a preview a rotation of which AWS fills in the rest", () => {
    const filled = {
      ...rotation({ rotationRules: { automaticallyAfterDays: 30 } }),
      assigned: { rotationEnabled: true },
    };
    assert.deepEqual(always(subject, [secret, filled]), []);
  });

  it("takes the days of its option", () => {
    const stack = [secret, rotation({ rotationRules: { automaticallyAfterDays: 30 } })];
    assert.deepEqual(brief(always(subject, stack, { maxDays: 7 })), ["mandatory secret"]);
  });

  it("leaves open what only the update knows", () => {
    const perhaps = [secret, rotation({}, later("elsewhere"))];
    assert.deepEqual(brief(preview(subject, perhaps)), ["advisory secret"]);
    assert.deepEqual(brief(update(subject, perhaps)), ["mandatory secret"]);
    const slow = [secret, rotation({ rotationRules: { automaticallyAfterDays: later(400) } })];
    assert.deepEqual(brief(preview(subject, slow)), ["advisory secret"]);
    assert.deepEqual(brief(update(subject, slow)), ["mandatory secret"]);
  });
});
