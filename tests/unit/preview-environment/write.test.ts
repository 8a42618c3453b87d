import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { parseSettings } from "../../../infra/settings/settings";
import { accountIn } from "../../../scripts/preview-environment/account";
import { writeFiles } from "../../../scripts/preview-environment/write";

const repository = join(__dirname, "../../..");
const account = {
  region: "eu-central-1",
  deployRoleArn: "arn:deploy",
  driftRoleArn: "arn:drift",
  permissionsBoundary: "arn:aws:iam::123456789012:policy/web-platform-bootstrap/boundary-pr-0a1b2c3",
};

describe("the files of a pull request's stack", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "preview-environment-"));
    cpSync(join(repository, "policies/levels/dev.json"), join(root, "policies/levels/dev.json"), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const written = (more: object = {}) => {
    writeFiles(7, accountIn(JSON.stringify({ ...account, ...more })), root);
    return parse(read("Pulumi.pr-7.yaml")) as { config: Record<string, unknown>; secretsprovider?: string };
  };

  it("are dev's in all but name, boundary and region", () => {
    const { config, secretsprovider } = written();
    const stated = Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.replace("web-platform:", ""), value]),
    );
    const { environment, like, identity } = stated;
    const { settings } = parseSettings({ environment, like, identity }, String(config["aws:region"]));
    assert.deepEqual([settings?.environment, settings?.like, settings?.region], ["pr-7", "dev", account.region]);
    assert.deepEqual(identity, { permissionsBoundary: account.permissionsBoundary });
    assert.deepEqual(config["aws:defaultTags"], { tags: { Project: "web-platform", Environment: "pr-7" } });
    assert.equal(secretsprovider, undefined);
    assert.equal(read("policies/levels/pr-7.json"), read("policies/levels/dev.json"));
  });

  it("name what encrypts the secrets, where the account has it", () => {
    const secretsProvider = "awskms:///arn:aws:kms:eu-west-1:123456789012:key/0a1b?region=eu-west-1";
    assert.equal(written({ secretsProvider }).secretsprovider, secretsProvider);
  });

  it("are not written without a boundary", () => {
    assert.throws(() => written({ permissionsBoundary: undefined }));
    assert.ok(!readdirSync(root).includes("Pulumi.pr-7.yaml"));
  });

  it("are committed by nobody", () => {
    const ignored = readFileSync(join(repository, ".gitignore"), "utf8").split("\n");
    assert.ok(ignored.includes("Pulumi.pr-*.yaml") && ignored.includes("policies/levels/pr-*.json"));
  });
});
