import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Checkout, openCheckout } from "../checkout";

/** A checkout in a temporary folder, with `files` by their path in it; gone after each test. Call it in a `describe`. */
export function temporaryCheckout(files: Readonly<Record<string, string>>): () => Checkout {
  let checkout: Checkout;
  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), "sandbox-test-"));
    writeFileSync(join(root, "Pulumi.yaml"), "name: web-platform\nruntime: nodejs\n");
    checkout = openCheckout(root);
    for (const [path, content] of Object.entries(files)) put(join(root, path), content);
  });
  afterEach(() => rmSync(checkout.root, { recursive: true }));
  return () => checkout;
}

/** Writes a file, and the folders on the way to it. */
export function put(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
