import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsSnapshotTags } from "./rds-snapshot-tags";

judges(rdsSnapshotTags, {
  type: "aws:rds/instance:Instance",
  obeys: {
    "tags that are copied": { copyTagsToSnapshot: true },
  },
  refuses: {
    "tags that are not": [{ copyTagsToSnapshot: false }, "copyTagsToSnapshot is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { copyTagsToSnapshot: later(false) },
});
