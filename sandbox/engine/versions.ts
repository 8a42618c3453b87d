import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The CLI that is downloaded or built. Its module version is pinned a second time in pulumi-cli/go.mod. */
export const CLI_VERSION = "3.274.1";

/** The version of an installed package: a plugin has to be of the same version as its SDK. */
export function installedVersion(root: string, packageName: string): string {
  const file = join(root, "node_modules", packageName, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Whether dotted version `a` is at least `b`. What follows a hyphen, as in `3.0.0-dev.1`, is not compared. */
export function isAtLeast(a: string, b: string): boolean {
  return compareVersions(a, b) >= 0;
}

/** Negative, zero or positive, as for sorting, by the numbers of two dotted versions. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] => (version.split("-")[0] ?? "").split(".").map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
