/**
 * `tsx scripts/preview-environment/write.ts <number>`: the files of a pull request's stack, by the variable PREVIEW_ENVIRONMENTS. A
 * job makes them for itself: they are committed nowhere.
 */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namespace } from "../../infra/settings/namespace";
import { stackFileOf } from "../new-environment";
import { accountIn, type PreviewAccount } from "./account";
import { stackOf } from "./removable";

/** Writes the stack file, like that of any environment with the preset dev, and dev's levels of the policies. */
export function writeFiles(number: number, account: PreviewAccount, root = join(__dirname, "../..")): void {
  const name = stackOf(number);
  const { region, permissionsBoundary, secretsProvider } = account;
  const provider = secretsProvider === undefined ? "" : `secretsprovider: ${secretsProvider}\n`;
  const identity = `  ${namespace}identity:\n    permissionsBoundary: ${permissionsBoundary}\n`;
  const file = stackFileOf(name, { like: "dev", region });
  writeFileSync(join(root, `Pulumi.${name}.yaml`), `${file}${identity}${provider}`);
  copyFileSync(join(root, "policies/levels/dev.json"), join(root, `policies/levels/${name}.json`));
}

if (require.main === module) {
  const number = Number(process.argv[2]);
  if (!Number.isInteger(number)) throw new Error("name the number of the pull request");
  writeFiles(number, accountIn(process.env["PREVIEW_ENVIRONMENTS"] ?? ""));
}
