import { distance } from "fastest-levenshtein";

/** Keys of the stack's configuration whose values are secrets. */
export function secretKeys(): readonly string[] {
  return JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as string[];
}

/** Pulumi hands objects over as JSON and scalars as text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Letters that a name may differ in and still be that name, misspelt. */
const slips = 2;

/**
 * Keys whose namespace is this one, misspelt, or the project's, as `pulumi config set` writes them: Pulumi takes any, for packages that
 * nobody has, and so the settings below it would be passed over without a word. What is not alike is another package's.
 */
export const ofOtherNamespaces = (keys: readonly string[], namespace: string, project: string): readonly string[] =>
  keys.filter((key) => {
    const own = `${key.split(":")[0] ?? ""}:`;
    const isAlike = distance(own.toLowerCase().replaceAll("_", "-"), namespace) <= slips;
    return own !== namespace && (isAlike || own === `${project}:`);
  });
