import { COMPILER_FLAGS } from "../engine/go-build";
import { leaveOut } from "../engine/left-out";
import { findAwsProvider, PROVIDER_VARIABLE } from "../engine/terraform-provider";
import { runTool } from "../engine/run-tool";
import { temporaryFolder } from "../tests/temporary";

describe("the aws plugin's own tests, in Go", () => {
  const folder = temporaryFolder();

  it("pass, also against the real Terraform provider", async () => {
    const env = { ...process.env, [PROVIDER_VARIABLE]: findAwsProvider().file };
    // With its flags and without what it leaves out, they use what the build of the plugin has compiled; -count=1 as they read
    // more than Go knows of.
    const args = ["test", `-modfile=${await leaveOut(__dirname, folder())}`, ...COMPILER_FLAGS, "-count=1", "./..."];
    await runTool("go", args, { cwd: __dirname, env });
  }).timeout(900_000); // compiles all that the plugin is made of where that has not been done yet
});
