import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

/** How long to wait for a first answer before a machine counts as cut off. */
const CONNECT_SECONDS = 5;
const DOWNLOAD_SECONDS = 600;

/** Whether something answers at `url` within 5 seconds. A proxy of the environment is not used. */
export async function isReachable(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(CONNECT_SECONDS * 1000) })).ok;
  } catch {
    return false;
  }
}

/** What `url` holds. Throws on any answer but success, and after 10 minutes. */
export async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_SECONDS * 1000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/**
 * Writes the file `name` of a release to `target` once its SHA-256 is the one in the release's `checksums` (lines of
 * `<hex>  <name>`). Throws otherwise.
 */
export function writeVerified(content: Buffer, name: string, checksums: string, target: string): void {
  const line = checksums.split("\n").find((candidate) => candidate.trim().split(/\s+/)[1] === name);
  const expected = line?.trim().split(/\s+/)[0];
  if (expected === undefined) throw new Error(`the release's checksums do not name ${name}`);
  const found = createHash("sha256").update(content).digest("hex");
  if (found !== expected) throw new Error(`${name} is damaged: SHA-256 ${found}, expected ${expected}`);
  writeFileSync(target, content);
}
