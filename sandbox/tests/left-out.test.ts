import assert from "node:assert/strict";
import { join } from "node:path";
import { leaveOut, leftOutPackages } from "../engine/left-out";
import { runTool } from "../engine/run-tool";
import { temporaryFolder } from "./temporary";

const PULUMI = "github.com/pulumi/pulumi/pkg/v3";

interface GoProgram {
  readonly module: string;
  readonly target: string;
}

const CLI: GoProgram = { module: join(__dirname, "../engine/pulumi-cli"), target: `${PULUMI}/cmd/pulumi` };
const PLUGIN: GoProgram = { module: join(__dirname, "../aws-plugin"), target: "." };

describe("what the builds in Go leave out", () => {
  const folder = temporaryFolder();

  /** What `program` is compiled from: import paths, each with its module's version. */
  async function compiled({ module, target }: GoProgram): Promise<Map<string, string>> {
    const modfile = await leaveOut(module, join(folder(), target));
    const format = "{{with .Module}}{{$.ImportPath}} {{.Version}}{{end}}";
    const args = ["list", "-mod=readonly", `-modfile=${modfile}`, "-deps", "-f", format, target];
    const listed = (await runTool("go", args, { cwd: module })).trim().split("\n");
    return new Map(listed.map((line) => line.split(" ") as [string, string]));
  }

  /** Holds that stand-ins and `used` are among what is compiled, and that nothing else is below `without`. */
  async function check(program: GoProgram, used: readonly string[], without: readonly string[]): Promise<void> {
    const standIns = leftOutPackages(program.module);
    const packages = [...(await compiled(program)).keys()];
    const expected = [...standIns, ...used];
    assert.deepEqual(
      expected.filter((path) => !packages.includes(path)),
      [],
    );
    const below = packages.filter((path) => without.some((name) => `${path}/`.startsWith(`${name}/`)));
    assert.deepEqual(
      below.filter((path) => !standIns.includes(path)),
      [],
    );
  }

  it("is compiled into no CLI, and all that the sandbox uses is", async () => {
    const commands = ["about", "cancel", "config", "operations", "plugin", "policy", "stack", "state", "whoami"];
    const used = ["gocloud.dev/blob/fileblob", `${PULUMI}/secrets/passphrase`];
    await check(
      CLI,
      [...used, ...commands.map((name) => `${PULUMI}/cmd/pulumi/${name}`)],
      [
        "cloud.google.com/go",
        "github.com/Azure",
        "github.com/aws",
        "github.com/hashicorp/vault",
        "github.com/lib/pq",
        "github.com/pb33f/libopenapi",
        "google.golang.org/api/option",
      ],
    );
  }).timeout(300_000); // the first time, it downloads the modules

  it("is compiled into no aws plugin", async () => {
    const bridge = "github.com/pulumi/pulumi-terraform-bridge/v3/pkg";
    await check(
      PLUGIN,
      [`${bridge}/tfbridge`],
      [
        "cloud.google.com/go",
        "github.com/aws",
        "github.com/hashicorp/go-getter",
        `${bridge}/tf2pulumi`,
        "github.com/pulumi/pulumi/sdk/v3/go/pulumix",
      ],
    );
  }).timeout(300_000);

  it("is not what both are made of: that is compiled once", async () => {
    const [cli, plugin] = [await compiled(CLI), await compiled(PLUGIN)];
    const twice = [...plugin].filter(([path, version]) => cli.has(path) && cli.get(path) !== version);
    // The bridge needs an earlier Pulumi than the CLI, and a later cty.
    const allowed = ["github.com/pulumi", "github.com/zclconf/go-cty"];
    assert.deepEqual(
      twice.filter(([path]) => !allowed.some((name) => path.startsWith(`${name}/`))),
      [],
    );
  }).timeout(300_000);
});
