import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { lambdaLogGroup as subject } from "./lambda-log-group";

const fn = (inputs: object = {}) => resource("aws:lambda/function:Function", "posts", { name: "posts-1", ...inputs });
const group = (name: unknown) => resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name });

describe("lambda-log-group", () => {
  it("accepts a group that the function names, and one that has the function's name", () => {
    assert.deepEqual(always(subject, [fn({ loggingConfig: { logGroup: "own" } }), group("own")]), []);
    assert.deepEqual(always(subject, [fn(), group("/aws/lambda/posts-1")]), []);
  });

  it("refuses a group that Lambda makes, and one of another stack", () => {
    const [found] = always(subject, [fn(), group("another")]);
    assert.equal(found?.level, "mandatory");
    assert.match(found.message, /Found: its group \/aws\/lambda\/posts-1 is not part of the stack\./);
    assert.deepEqual(brief(always(subject, [fn({ loggingConfig: { logGroup: "own" } })])), ["mandatory posts"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const stack of [
      [fn({ loggingConfig: { logGroup: later("own") } }), group("another")],
      [fn(), group(later("another"))],
    ]) {
      assert.deepEqual(brief(preview(subject, stack)), ["advisory posts"]);
      assert.deepEqual(brief(update(subject, stack)), ["mandatory posts"]);
    }
  });
});
