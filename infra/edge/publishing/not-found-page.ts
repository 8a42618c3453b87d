import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "./site";

const file = "404.html";

/** What a site without that page shows: nothing of it is loaded, so that any security policy lets it be. */
const plain = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>Not found</title>
  <h1>Not found</h1>
  <p>There is nothing at this address. <a href="/">Go to the first page</a></p>
</html>
`;

/** The site's page for what is not there, or a plain one where it has none. */
export function notFoundPage({ folder, files }: Site): string {
  return files.has(file) ? readFileSync(join(folder, file), "utf8") : plain;
}
