import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { put } from "./checkout-fixture";

/** A temporary folder, gone after each test. Call it in a `describe`. */
export function temporaryFolder(): () => string {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "sandbox-test-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  return () => folder;
}

/** Sets an environment variable for each test. Call it in a `describe`. */
export function withVariable(name: string, value: () => string): void {
  let before: string | undefined;
  beforeEach(() => {
    before = process.env[name];
    process.env[name] = value();
  });
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  });
}

/** Writes an executable shell script. */
export function script(file: string, body: string): void {
  put(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
