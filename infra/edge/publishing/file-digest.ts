import { createHash } from "node:crypto";

/** How a file is served. */
export interface Served {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** The digest of a file's bytes and of how they are served, so that another header is a change too. */
export class FileDigest {
  private readonly hash = createHash("sha256");

  constructor({ contentType, cacheControl }: Served) {
    this.hash.update(`${contentType}\n${cacheControl}\n`);
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  /** 128 bits: enough that two contents of a file never meet by chance, and half of a state with thousands of files. */
  text(): string {
    return this.hash.digest("hex").slice(0, 32);
  }
}
