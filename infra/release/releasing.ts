import * as pulumi from "@pulumi/pulumi";
import type { ProviderSettings } from "../settings";
import { type AwsAccess, awsAccess, settled } from "./aws-access";
import { deployedCommit } from "./commit";
import { type Record, released, withLive } from "./record";
import { readRecord, writeRecord } from "./records";

/** Which release shall be live, and which one was, as far as the state knows. */
export interface Change {
  readonly from?: string | undefined;
  readonly to: string;
}

/** Where records of releases are kept, and how AWS is reached. */
export interface Releases {
  /** Bucket that keeps them. */
  readonly bucket: pulumi.Input<string>;
  readonly provider: ProviderSettings;
}

export interface ReleasingArgs extends Releases {
  /** What is released: `site`, `instances`, `functions/<name>`. */
  readonly of: string;
  /** What a resource's inputs say. */
  readonly changeOf: (args: pulumi.ResourceHookArgs) => Change;
  /** Makes it live, and is done when it is out and healthy. When it throws, what was live before is so again. */
  readonly rollOut: (aws: AwsAccess, change: Change, args: pulumi.ResourceHookArgs) => Promise<void>;
}

type Hook = (args: pulumi.ResourceHookArgs) => Promise<void>;

/**
 * Before a resource that says what is live is made or changed: rolls the release out, and records it. When that fails the
 * resource stays as it is, so that the next `up` does it again; a hook after it would fail, and be forgotten.
 *
 * @throws Error (the hook) for a release that was rolled back by hand, with the way to release it all the same.
 */
export function releasing({ of, bucket, provider, changeOf, rollOut }: ReleasingArgs): Hook {
  return async (args) => {
    const change = changeOf(args);
    const aws = await awsAccess(provider);
    const place = { of, bucket: await settled(bucket) };
    const record = withLive(await readRecord(aws, place), change.from);
    refuseHeldBack(of, record, change.to);
    await rollOut(aws, change, args);
    const commit = deployedCommit();
    await writeRecord(
      aws,
      place,
      released(record, { id: change.to, at: new Date().toISOString(), ...(commit !== undefined && { commit }) }),
    );
  };
}

function refuseHeldBack(of: string, { heldBack }: Record, to: string): void {
  if (heldBack?.id !== to) return;
  const when = heldBack.at === undefined ? "" : `, which was out at ${heldBack.at},`;
  throw new Error(
    `${of}: this would release ${to} again${when} and it was rolled back by hand. Deploy a commit that changes it, or ` +
      `release it all the same: npm run release -- -s ${pulumi.getStack()} --redo ${of}`,
  );
}
