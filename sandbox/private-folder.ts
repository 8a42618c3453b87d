import { chmodSync, mkdirSync } from "node:fs";

/**
 * Makes a folder that only its user can enter, and takes from others what they may do in one that is there: a checkout's
 * `.sandbox` holds the key of its local AWS, and the stacks' state, which has passwords.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
}
