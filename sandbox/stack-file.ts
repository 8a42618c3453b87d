import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, parseDocument } from "yaml";
import { namespace } from "../infra/settings/namespace";
import type { Checkout } from "./checkout";

/** What the sandbox itself reads in a stack file. */
export interface StackFile {
  /** The generated file, that commands are pointed at. */
  readonly file: string;
  /** `web-platform:environment`, whatever the project is called. */
  readonly environment: string | undefined;
  /** `aws:region`. */
  readonly region: string | undefined;
}

/** Which secrets provider a stack has. The sandbox's is its own: a passphrase, which is empty. */
const SECRETS_KEYS = ["secretsprovider", "encryptedkey", "encryptionsalt"];

/** The stack file that people write, `Pulumi.<stack>.yaml` of the checkout. */
export function handWritten(checkout: Checkout, stack: string): string {
  return join(checkout.root, `Pulumi.${stack}.yaml`);
}

/**
 * Generates the stack file that a command uses: the hand-written one as it is now, with the secrets provider of the
 * sandbox (`salt`, once the stack exists) in the place of a real one. Pulumi writes into the generated file only, so
 * that the checkout stays clean.
 *
 * @throws one line when the hand-written file is not YAML, or holds a secret, which the sandbox could not decrypt
 */
export function generateStackFile(checkout: Checkout, stack: string, salt: string | undefined): StackFile {
  const source = handWritten(checkout, stack);
  const document = parseDocument(readFileSync(source, "utf8"));
  const error = document.errors[0];
  if (error) throw new Error(`${source} is not valid YAML: ${error.message.split(/:?\n/)[0] ?? ""}`);
  refuseSecrets(document, source);

  for (const key of SECRETS_KEYS) if (isMap(document.contents)) document.delete(key);
  if (salt !== undefined) document.set("encryptionsalt", salt);

  mkdirSync(checkout.shadow, { recursive: true });
  copyFileSync(join(checkout.root, "Pulumi.yaml"), join(checkout.shadow, "Pulumi.yaml"));
  const file = join(checkout.shadow, `Pulumi.${stack}.yaml`);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, document.toString({ lineWidth: 0 }));
  renameSync(unfinished, file);

  const setting = (key: string): string | undefined => {
    const value: unknown = document.getIn(["config", key]);
    return typeof value === "string" ? value : undefined;
  };
  return { file, environment: setting(`${namespace}environment`), region: setting("aws:region") };
}

/** The stacks that have a stack file. */
export function stackFiles({ root }: Pick<Checkout, "root">): string[] {
  return readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

export function hasStackFile(checkout: Checkout, stack: string): boolean {
  return existsSync(handWritten(checkout, stack));
}

function refuseSecrets(document: Document, source: string): void {
  const config: unknown = document.get("config");
  if (!isMap(config)) return;
  for (const { key, value } of config.items) {
    if (isMap(value) && value.has("secure")) {
      throw new Error(`${source}: ${String(key)} is encrypted for the real stack, and the sandbox cannot read it`);
    }
  }
}
