import assert from "node:assert/strict";
import type { Finding } from "../../scripts/policy/findings";
import { findingLines, outputLines, refusalLines } from "../shown";

const finding = (rule: string, name: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  name,
  level: "advisory",
  urn: "",
  type: "",
  words: "it has no logs",
  isUndecided: false,
  ...more,
});

describe("what the policies find", () => {
  it("is a rule once, with the resources that it finds something in", () => {
    const findings = [finding("logs", "a"), finding("logs", "b"), finding("public", "c", { isUndecided: true })];
    assert.deepEqual(findingLines(findings, "dev"), [
      "The policies refuse nothing, and have 3 findings (npm run policy -- -s dev):",
      "  logs: a and 1 more",
      "    it has no logs",
      "  public: c",
      "    cannot be decided: it has no logs",
    ]);
    assert.deepEqual(findingLines([], "dev"), ["The policies find nothing."]);
  });

  it("is told in full, with what mends it, where it refuses the stack", () => {
    const rules = [{ name: "logs", remediationSteps: "add a log" }, { name: "public" }];
    assert.deepEqual(refusalLines([finding("logs", "a"), finding("logs", "b"), finding("public", "c")], rules), [
      "The policies refuse this:",
      ...["  logs: a", "    it has no logs", "    remedy: add a log"],
      ...["  logs: b", "    it has no logs", "    remedy: add a log"],
      ...["  public: c", "    it has no logs"],
    ]);
  });
});

describe("outputs", () => {
  it("are a line a value, groups last, with what they hold below their names", () => {
    const outputs = {
      api: { endpoint: "http://x", names: { posts: "p" }, port: 80 },
      zones: ["a", "b"],
      none: [],
      id: "vpc-1",
      routes: ["GET /api/health -> function health", "GET /api/posts -> function posts"],
    };
    assert.deepEqual(outputLines(outputs), [
      "  zones   a, b",
      "  none    none",
      "  id      vpc-1",
      "  routes  GET /api/health -> function health",
      "          GET /api/posts -> function posts",
      "  api",
      "    endpoint  http://x",
      "    port      80",
      "    names",
      "      posts  p",
    ]);
  });
});
