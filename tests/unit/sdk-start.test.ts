import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** Runs a script as Pulumi runs the program: after the file that Pulumi.yaml names, and with ts-node. */
function run(script: string): string {
  const source = `require("ts-node").register({ swc: true, transpileOnly: true });\n${script}`;
  const args = ["--stack-trace-limit=3", "--require", "./infra/sdk-start.cjs", "-e", source];
  return execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
}

describe("what Node loads before the program", function () {
  this.timeout(30_000);

  it("leaves places in stack traces as they are in the source, however often they are asked for", () => {
    const stack = run(`
      const { assertIncludes } = require("./tests/unit/assert-includes");
      const stacks = [1, 2].map(() => { try { assertIncludes({ a: 1 }, { a: 2 }); } catch (error) { return error; } });
      console.log(JSON.stringify(stacks.map(({ stack }) => stack)));`);
    const [first, second] = JSON.parse(stack) as [string, string];
    assert.equal(first, second);
    assert.match(first, /^AssertionError[^]*\n {4}at .*assert-includes\.ts:\d+:\d+/);
  });

  it("lets others ask for the frames themselves", () => {
    const frames = run(`
      const formatter = Error.prepareStackTrace;
      Error.prepareStackTrace = (_, frames) => frames;
      const { length } = new Error("x").stack;
      Error.prepareStackTrace = formatter;
      console.log(length, typeof new Error("x").stack, Error.prepareStackTrace === formatter);`);
    assert.equal(frames, "3 string true\n");
  });

  it("has what the SDK loads for serializing functions, once it is used", () => {
    const loaded = run(`
      require("@pulumi/pulumi");
      const isLoaded = () => require.resolve("@npmcli/arborist/lib/arborist") in require.cache;
      const before = isLoaded();
      const { Arborist } = require("@npmcli/arborist");
      console.log(before, Arborist.name, isLoaded());`);
    assert.equal(loaded, "false Arborist true\n");
  });
});
