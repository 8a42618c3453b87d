import { readFileSync } from "node:fs";
import { join } from "node:path";
import { homeOf } from "./record";

/** What opens a checkout's local AWS, in the form of an AWS access key. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * The key of this checkout's local AWS, which has made it on its first start (`local_aws/key.py`). It is in a file that only
 * its user can read; undefined when none was ever made.
 */
export function readKey(checkout: string): Key | undefined {
  try {
    return JSON.parse(readFileSync(join(homeOf(checkout), "local-aws.key"), "utf8")) as Key;
  } catch {
    return undefined;
  }
}
