import assert from "node:assert/strict";

import { deprecatedOn } from "../../aws/lambda-runtimes";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { lambdaRuntime } from "./lambda-runtime";

judges(lambdaRuntime, {
  types: ["aws:lambda/function:Function"],
  obeys: {
    "a runtime that is newer than the list": { runtime: "nodejs40.x" },
    "a container image": { packageType: "Image" },
  },
  refuses: {
    "a runtime that is over": [{ runtime: "python3.8" }, "runtime python3.8 is deprecated since 2024-10-14"],
    "the OS alone, if it is over": [{ runtime: "provided" }, "runtime provided is deprecated"],
  },
  unknown: { runtime: later("nodejs18.x") },
});

describe("the runtimes of Lambda", () => {
  it("are deprecated from their day on", () => {
    assert.equal(deprecatedOn("nodejs24.x", new Date("2028-04-29T23:59:59Z")), undefined);
    assert.equal(deprecatedOn("nodejs24.x", new Date("2028-04-30T00:00:00Z")), "2028-04-30");
  });
});
