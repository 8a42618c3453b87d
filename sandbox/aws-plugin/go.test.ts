import { findAwsProvider, PROVIDER_VARIABLE } from "../engine/terraform-provider";
import { runTool } from "../engine/run-tool";

describe("the aws plugin's own tests, in Go", () => {
  it("pass, also against the real Terraform provider", async () => {
    const env = { ...process.env, [PROVIDER_VARIABLE]: findAwsProvider().file };
    // -trimpath lets them use what the build of the plugin has compiled; -count=1 as they read more than Go knows of.
    await runTool("go", ["test", "-trimpath", "-count=1", "./..."], { cwd: __dirname, env });
  }).timeout(900_000); // compiles all that the plugin is made of where that has not been done yet
});
