import { posix } from "node:path";
import { contentType as typed } from "mime-types";

/** Files without an extension that have to be served as what they are. */
const named: Readonly<Record<string, string>> = {
  // Apple, "Supporting associated domains".
  "apple-app-site-association": "application/json; charset=utf-8",
};

/** What a file is served as, by its name; text is UTF-8. What is unknown is a download (`application/octet-stream`). */
export function contentType(path: string): string {
  const known = named[posix.basename(path)] ?? typed(posix.extname(path));
  return known === false ? "application/octet-stream" : known;
}
