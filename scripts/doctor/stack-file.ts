import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { Mistake } from "../mistake";
import { showConfiguration } from "../stack";

const secret = z.strictObject({ secure: z.unknown() });
const stackFile = z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullish();

/**
 * Lets this process see the configuration of a stack as the program does, from its file alone: neither pulumi nor the stack has
 * to be there yet.
 *
 * @returns the keys of how AWS is reached that are encrypted, which only pulumi can read.
 * @throws Mistake where the file is not one
 */
export function showStackFile(root: string, stack: string): readonly string[] {
  const name = `Pulumi.${stack}.yaml`;
  const document = parseDocument(readFileSync(join(root, name), "utf8"));
  const [error] = document.errors;
  if (error) throw new Mistake(`${name} is not valid YAML: ${error.message.split(/:?\n/)[0] ?? ""}`);
  const parsed = stackFile.safeParse(document.toJS());
  if (!parsed.success) throw new Mistake(`${name} has no map of settings under config`);
  const entries = Object.entries(parsed.data?.config ?? {}).map(([key, value]) => {
    const isSecret = secret.safeParse(value).success;
    return [key, { value: typeof value === "string" ? value : JSON.stringify(value), secret: isSecret }] as const;
  });
  const unreadable = entries.filter(([key, { secret }]) => secret && key.startsWith("aws:")).map(([key]) => key);
  showConfiguration(stack, Object.fromEntries(entries.filter(([key]) => !unreadable.includes(key))));
  return unreadable;
}
