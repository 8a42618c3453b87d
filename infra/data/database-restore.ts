import type * as aws from "@pulumi/aws";
import type { DatabaseRestore } from "../settings";

type Restored = Pick<aws.rds.InstanceArgs, "snapshotIdentifier" | "restoreToPointInTime">;

/** What an instance is told of what it is made from: a snapshot, or backups of an instance that lives or has left them. */
export function restoredFrom({ snapshot, pointInTime, of = "" }: DatabaseRestore): Restored {
  if (snapshot !== undefined) return { snapshotIdentifier: snapshot };
  return {
    restoreToPointInTime: {
      ...(pointInTime === "latest" ? { useLatestRestorableTime: true } : { restoreTime: pointInTime }),
      // Identifiers have no upper case, and resource ids have no lower case but for what they begin with.
      ...(/[A-Z]/.test(of) ? { sourceDbiResourceId: of } : { sourceDbInstanceIdentifier: of }),
    },
  };
}
