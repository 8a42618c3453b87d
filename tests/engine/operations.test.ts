import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { openCheckout } from "../../sandbox/checkout";
import { heldLocks } from "../../sandbox/locks";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform } from "./platform";

/** The blocks of docs/operations.md in a language, by the heading that they are below, of the stack dev. */
function blocksOf(heading: string, language: "sh" | "yaml"): string[] {
  const text = readFileSync(join(__dirname, "../../docs/operations.md"), "utf8");
  const [section = ""] = text.split(/^## /m).filter((part) => part.startsWith(heading));
  return [...section.matchAll(/```(\w+)\n([^]*?)```/g)].flatMap(([, of, block = ""]) =>
    of === language ? [block.replace(/\bprod\b(?!\.)/g, "dev")] : [],
  );
}

const commandsOf = (heading: string): string[][] =>
  blocksOf(heading, "sh")
    .flatMap((block) => block.trim().split("\n"))
    .map((line) => line.trim().split(" "));

/** A bucket in the place of the platform: what is tried here is what becomes of a stack, whatever it has. */
const program = `
import * as aws from "@pulumi/aws";
export = () => ({ bucket: new aws.s3.Bucket("kept", { forceDestroy: true }).bucket });
`;

describe("what docs/operations.md says", () => {
  const platform = new Platform();
  platform.replaceProgram(program);
  after(() => platform.remove());

  /** Runs a line of the page as the sandbox has it; the policies have no say in a program without them. */
  const run = ([tool, ...args]: readonly string[]) => {
    const words = tool === "npm" ? args.slice(1).filter((word) => word !== "--") : args;
    const flags = { up: [...AT_ONCE, NO_POLICIES], preview: [NO_POLICIES] }[words[0] ?? ""];
    return platform.run(...words, ...(flags ?? []));
  };
  const outputs = () => platform.outputs<{ readonly bucket: string }>("dev");

  before(() => platform.succeed("up", "-s", "dev", ...AT_ONCE, NO_POLICIES));

  it("brings a stack on whose deployment was killed", async () => {
    platform.replaceProgram(program.replace("forceDestroy: true", 'forceDestroy: true, tags: { a: "b" }'));
    const { result, kill } = platform.start("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    const checkout = openCheckout(platform.folder);
    while (heldLocks(checkout).length === 0) await sleep(20);
    kill();
    assert.notEqual((await result).code, 0);
    const { bucket } = await outputs();
    const commands = commandsOf("A deployment was killed");
    assert.deepEqual(
      commands.map(([, command]) => command),
      ["cancel", "refresh", "up"],
    );
    for (const command of commands) {
      const { code, output } = await run(command);
      assert.equal(code, 0, `${command.join(" ")}\n${output}`);
    }
    assert.equal((await outputs()).bucket, bucket);
  });

  it("tells what was changed by hand, and takes it back", async () => {
    const [tell = [], ...mend] = commandsOf("Something was changed by hand");
    assert.equal((await run(tell)).code, 0);
    for (const command of mend) assert.equal((await run(command)).code, 0, command.join(" "));
  });

  it("moves the state, and makes nothing anew", async () => {
    const { bucket } = await outputs();
    for (const command of commandsOf("The state moves to another backend")) {
      // The sandbox has one backend: the stack leaves it, and comes back.
      if (command[1] === "login")
        assert.equal((await platform.run("stack", "rm", "-s", "dev", "--force", "--yes")).code, 0);
      else {
        const { code, output } = await run(command.filter((word) => !word.startsWith("--secrets-provider")));
        assert.equal(code, 0, `${command.join(" ")}\n${output}`);
      }
    }
    assert.equal((await outputs()).bucket, bucket);
  });

  it("calls a stack otherwise, and every name in AWS as before", async () => {
    const { bucket } = await outputs();
    assert.match(bucket, /^dev-kept-/);
    const [update = [], rename = [], preview = []] = commandsOf("A stack is called otherwise");
    for (const command of [update, rename]) {
      const { code, output } = await run(command);
      assert.equal(code, 0, `${command.join(" ")}\n${output}`);
    }
    const [stated = ""] = blocksOf("A stack is called otherwise", "yaml");
    type StackFile = { readonly config: object };
    platform.change("Pulumi.live.yaml", (source) => {
      const { config, ...rest } = parse(source) as StackFile;
      return stringify({ ...rest, config: { ...config, ...(parse(stated) as StackFile).config } });
    });
    assert.equal((await run(preview)).code, 0);

    platform.replaceProgram(program.replace("kept", "added"));
    await platform.succeed("up", "-s", "live", ...AT_ONCE, NO_POLICIES);
    assert.match((await platform.outputs<{ readonly bucket: string }>("live")).bucket, /^dev-added-/);
    await platform.destroy("live");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
