import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsSnapshotTags } from "./rds-snapshot-tags";

judges(rdsSnapshotTags, {
  types: databases,
  obeys: {
    "tags that are copied": { copyTagsToSnapshot: true },
    "tags that are copied, by text": { copyTagsToSnapshot: "true" },
  },
  refuses: {
    "tags that are not": [{ copyTagsToSnapshot: false }, "copyTagsToSnapshot is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { copyTagsToSnapshot: later(false) },
  remedies: true,
});
