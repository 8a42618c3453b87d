import assert from "node:assert/strict";
import { changesBetween } from "../../../scripts/report/changes";
import { readDigest } from "../../../scripts/report/graph";
import { digestOf, engineUnknown, type Part, urnOf } from "./fixture";

const role: Part = { type: "web-platform:identity:ServiceRole", name: "posts" };
const policy: Part = {
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "posts",
  parent: role,
  inputs: { policy: engineUnknown },
};

const narrow = { Effect: "Allow", Action: "s3:GetObject", Resource: engineUnknown };
const wide = { Effect: "Allow", Action: "*", Resource: "*" };

const told = (...Statement: object[]) =>
  JSON.stringify({
    resOutputsEvent: {
      metadata: { urn: urnOf(role), new: { outputs: { policies: { policy: { posts: { Statement } } } } } },
    },
  });
const graph = (log: string) => ({ stack: "test", graph: readDigest(digestOf([role, policy]), log).graph });

describe("a policy whose text a preview does not know", () => {
  it("differs where what its component tells of it differs", () => {
    const { changed } = changesBetween(graph(told(narrow)), graph(told(narrow, wide)));
    assert.deepEqual(
      changed.map(({ resource, properties }) => [resource.name, properties.map(({ path }) => path)]),
      [["posts", ["policy.Statement"]]],
    );
    const [{ before, after } = { before: "", after: "" }] = changed[0]?.properties ?? [];
    assert.deepEqual([before, after], ["nothing else", JSON.stringify(wide)]);
  });

  it("is the same where only what is unknown may differ", () => {
    assert.deepEqual(changesBetween(graph(told(narrow)), graph(told(narrow))).changed, []);
    assert.deepEqual(changesBetween(graph(""), graph(told(wide))).changed, []);
  });
});
