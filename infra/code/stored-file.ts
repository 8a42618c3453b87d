import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Where tools keep what they can make again; relative to the project, as Pulumi runs there. */
const folder = "node_modules/.cache/web-platform";

/**
 * An asset with this content, by a file of its own: of a file, a state holds the path and the hash, and of a text the whole
 * text, twice.
 *
 * The path is made of the content, so that a file never changes, whatever runs at the same time.
 */
export function storedFile(name: string, content: string): pulumi.asset.FileAsset {
  const hash = createHash("sha256").update(content).digest("hex");
  const path = join(folder, hash, name);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const unfinished = `${path}.${randomUUID()}`;
    writeFileSync(unfinished, content);
    renameSync(unfinished, path);
  }
  return new pulumi.asset.FileAsset(path);
}
