import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { findAwsProvider } from "../engine/terraform-provider";
import { put } from "./checkout-fixture";
import { temporaryFolder } from "./temporary";

describe("findAwsProvider", () => {
  const folder = temporaryFolder();
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const provider = (mirror: string, version: string, registry = "registry.terraform.io"): string => {
    const name = `terraform-provider-aws_v${version}_x5`;
    const file = join(folder(), mirror, registry, "hashicorp", "aws", version, platform, name);
    put(file, "");
    return file;
  };
  /** Looks in the temporary folder alone, also on a machine that has a provider elsewhere. */
  const find = (env: NodeJS.ProcessEnv = {}) => findAwsProvider({ XDG_DATA_DIRS: "/nowhere", ...env }, folder(), []);

  it("takes the one that a variable names, and says so when it is not there", () => {
    const file = provider("anywhere", "6.1.0");
    assert.deepEqual(find({ AWS_TF_PROVIDER_BINARY: file }), { file, version: "6.1.0" });
    assert.throws(() => find({ AWS_TF_PROVIDER_BINARY: "/nowhere/it" }), /AWS_TF_PROVIDER_BINARY names \/nowhere\/it/);
  });

  it("looks where Terraform and OpenTofu keep providers", () => {
    for (const mirror of [".terraform.d/plugins", ".terraform.d/plugin-cache", ".local/share/terraform/plugins"]) {
      const file = provider(mirror, "5.100.0");
      assert.equal(find().file, file, mirror);
      rmSync(join(folder(), mirror), { recursive: true });
    }
  });

  it("reads mirrors and the cache from Terraform's configuration and environment", () => {
    const file = provider("mirror", "5.100.0");
    put(
      join(folder(), "rc"),
      `provider_installation {\n  filesystem_mirror {\n    path = "${join(folder(), "mirror")}"\n  }\n}\n`,
    );
    assert.equal(find({ TF_CLI_CONFIG_FILE: join(folder(), "rc") }).file, file);
    assert.equal(find({ TF_PLUGIN_CACHE_DIR: join(folder(), "mirror") }).file, file);
    assert.equal(find({ TF_CLI_CONFIG_FILE: "/nowhere", TF_PLUGIN_CACHE_DIR: join(folder(), "mirror") }).file, file);
    put(join(folder(), ".terraformrc"), 'plugin_cache_dir = "$HOME/mirror"\n');
    assert.equal(find().file, file);
  });

  it("takes the newest of series 5, of this platform", () => {
    provider(".terraform.d/plugins", "5.99.0");
    const newest = provider(".terraform.d/plugin-cache", "5.100.0", "registry.opentofu.org");
    provider(".terraform.d/plugins", "6.14.1");
    put(
      join(
        folder(),
        ".terraform.d/plugins/registry.terraform.io/hashicorp/aws/5.101.0/plan9_mips/terraform-provider-aws_v5.101.0",
      ),
      "",
    );
    assert.deepEqual(find(), { file: newest, version: "5.100.0" });
  });

  it("says what to do where there is none", () => {
    provider(".terraform.d/plugins", "6.14.1");
    assert.throws(() => find(), /^Error: [^\n]*AWS_TF_PROVIDER_BINARY[^\n]*terraform providers mirror[^\n]*$/);
  });
});
