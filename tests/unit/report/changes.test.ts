import assert from "node:assert/strict";
import { changesBetween, type Changes } from "../../../scripts/report/changes";
import { changesSection, changesTally } from "../../../scripts/report/changes-section";
import { engineUnknown, graphOf, type Part } from "./fixture";

const bucket = (name: string, inputs: Part["inputs"] = {}, from: Part["from"] = {}): Part => ({
  type: "aws:s3/bucket:Bucket",
  name,
  inputs,
  from,
});

const between = (before: readonly Part[], after: readonly Part[], stacks = ["prod", "prod"]): Changes => {
  const [old = "", current = ""] = stacks;
  return changesBetween(
    { stack: old, graph: graphOf(before, old) },
    { stack: current, graph: graphOf(after, current) },
  );
};

const properties = ({ changed }: Changes) =>
  changed.flatMap((one) => one.properties.map(({ path, before, after }) => [path, before, after]));

const unknownCosts = { unknownBecause: "nobody asked" };

describe("the changes between two graphs", () => {
  it("are what is added, removed and changed", () => {
    const changes = between(
      [bucket("prod-a"), bucket("prod-b", { tags: { a: "1" }, list: ["x", "y"] }), bucket("prod-same")],
      [bucket("prod-b", { tags: { a: "2", b: true }, list: ["x", "z"] }), bucket("prod-c"), bucket("prod-same")],
    );
    assert.equal(changesTally({ with: "before", changes, costs: unknownCosts }), "1 added, 1 removed, 1 changed");
    assert.deepEqual([changes.added[0]?.name, changes.removed[0]?.name, changes.same], ["prod-c", "prod-a", 1]);
    assert.deepEqual(properties(changes), [
      ["list[1]", "y", "z"],
      ["tags.a", "1", "2"],
      ["tags.b", "not set", "true"],
    ]);
  });

  it("are none for names of the stack, nor for what Pulumi appends", () => {
    const named = (stack: string, hash: string) => bucket(`${stack}-a`, { name: `${stack}-a-${hash}-final` });
    assert.equal(between([named("prod", "0123abc")], [named("prod", "fedcba9")]).same, 1);
    assert.equal(between([named("dev", "0123abc")], [named("prod", "fedcba9")], ["dev", "prod"]).same, 1);
    const hashed = (hash: string) => bucket("prod-a-9d40b3e8", { name: `prod-a-9d40b3e8-${hash}` });
    assert.equal(between([hashed("0123abc")], [hashed("fedcba9")]).same, 1);
    const begun = (hash: string) =>
      bucket("a", { name: `prod-a-${hash}`, balancer: `prod-${hash}`, former: `old-a-${hash}` });
    assert.equal(between([begun("0123abc")], [begun("fedcba9")]).same, 1);
    assert.equal(between([bucket("prod-a")], [bucket("a")]).same, 1, "logical names once held the stack's");
    const unhyphenated = (hash: string) => bucket("prod-a", { identifier: `prod-a${hash}` });
    assert.equal(between([unhyphenated("0123abc")], [unhyphenated("fedcba9")]).same, 1);
    assert.equal(between([bucket("prod-a", { name: "x-0123abc" })], [bucket("prod-a", { name: "x-fedcba9" })]).same, 0);
  });

  it("of values that only the update knows are those of their sources", () => {
    const [a, b] = [bucket("a"), bucket("b")];
    const reads = (source: Part | undefined, value: string) => [
      a,
      b,
      bucket("reader", { of: value }, { of: source ? [source] : [] }),
    ];
    assert.equal(between(reads(a, engineUnknown), reads(a, engineUnknown)).same, 3);
    assert.deepEqual(properties(between(reads(a, engineUnknown), reads(b, engineUnknown))), [
      ["of", "from aws:s3:Bucket a", "from aws:s3:Bucket b"],
    ]);
    assert.deepEqual(properties(between(reads(a, engineUnknown), reads(undefined, "text"))), [
      ["of", "from aws:s3:Bucket a", "from no resource"],
    ]);
    assert.equal(between(reads(a, engineUnknown), reads(a, "arn:of:what:is:deployed")).same, 3);
  });

  it("show short values, and never secrets", () => {
    const secretValue = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter2" };
    const changes = between(
      [bucket("a", { long: "x", password: "" })],
      [bucket("a", { long: "y".repeat(200), password: secretValue })],
    );
    assert.deepEqual(properties(changes), [
      ["long", "x", "a value of 200 characters"],
      ["password", "empty", "[secret]"],
    ]);
  });

  it("are escaped in the page, which tells how to ask for them", () => {
    const changes = between([], [bucket("<script>", {})]);
    const page = changesSection({ with: "<b>", changes, costs: unknownCosts }, "prod").text;
    assert.match(page, /Compared with &lt;b&gt;: 1 added/);
    assert.match(page, /&lt;script&gt;/);
    assert.doesNotMatch(page, /<script|<b>/);
    assert.match(changesSection(undefined, "prod").text, /npm run report -- -s prod --against origin\/main/);
  });
});
