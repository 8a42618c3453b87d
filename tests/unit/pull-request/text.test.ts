import assert from "node:assert/strict";
import { cut, longestComment, longestSummary, marker, textOf } from "../../../scripts/pull-request/text";

describe("what is told of a pull request", () => {
  const dev = { stack: "dev", changes: "Total +1.00\n", policies: "### Policies: `dev` passes\n" };

  it("is the changes of every stack, and then what the policies say", () => {
    const prod = { stack: "prod", changes: "Total 0.00", policies: undefined };
    assert.equal(
      textOf([dev, prod]),
      [
        marker,
        "### Changes: `dev`\n\nTotal +1.00\n",
        "### Changes: `prod`\n\nTotal 0.00\n",
        "### Policies: `dev` passes\n",
        "### Policies: `prod` is not judged\n\nIts preview fails: the log says why.\n",
      ].join("\n"),
    );
  });

  it("begins with what the workflow looks for", () => {
    assert.ok(textOf([dev]).startsWith(`${marker}\n`));
  });
});

describe("a text that is too long", () => {
  const rest = "The rest is elsewhere.";
  const lines = (line: string, count: number) => Array.from({ length: count }, () => line).join("\n");

  it("stays below what GitHub takes, in characters as in bytes", () => {
    const limits: readonly number[] = [longestComment, longestSummary];
    assert.deepEqual(
      limits.map((most, index) => most < ([65_536, 1024 * 1024][index] ?? 0)),
      [true, true],
    );
  });

  it("stays as it is where it fits", () => {
    assert.equal(cut("a\nb", 3, rest), "a\nb");
    assert.notEqual(cut("a\nb", 2, rest), "a\nb");
  });

  for (const [what, line] of [
    ["letters", "x".repeat(99)],
    ["characters of several bytes", "🌈".repeat(30)],
    ["one long line", "x".repeat(200_000)],
  ] as const) {
    it(`fits afterwards, and says where the rest is: ${what}`, () => {
      const text = cut(lines(line, 2000), longestComment, rest);
      assert.ok(Buffer.byteLength(text) <= longestComment);
      assert.ok(text.endsWith(`\n${rest}\n`));
    });
  }

  it("keeps all that fits, up to the end of a line", () => {
    const text = cut(lines("x".repeat(99), 2000), longestComment, rest);
    assert.ok(Buffer.byteLength(text) > longestComment - 200);
    assert.deepEqual([...new Set(text.split("\n").map(({ length }) => length))], [99, 0, rest.length]);
  });

  it("closes what can be folded, so that the end is seen", () => {
    const text = cut(`<details>\n${lines("x".repeat(99), 2000)}\n</details>`, longestComment, rest);
    assert.ok(text.endsWith(`\n\n</details>\n\n${rest}\n`));
    assert.ok(Buffer.byteLength(text) <= longestComment);
  });
});
