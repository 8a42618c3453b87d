import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "./site";

const file = "404.html";

/** The site's page for what is not there, where it has one. */
export function notFoundPage({ folder, files }: Site): string | undefined {
  return files.has(file) ? readFileSync(join(folder, file), "utf8") : undefined;
}
