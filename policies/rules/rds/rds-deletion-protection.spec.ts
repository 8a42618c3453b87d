import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsDeletionProtection } from "./rds-deletion-protection";

judges(rdsDeletionProtection, {
  type: "aws:rds/instance:Instance",
  obeys: {
    "a protected instance": { deletionProtection: true },
  },
  refuses: {
    "no protection": [{ deletionProtection: false }, "deletionProtection is false"],
    "no statement": [{}, "is not set (the default is false)"],
    "another type": [{ deletionProtection: 1 }, "deletionProtection is 1"],
  },
  unknown: { deletionProtection: later(false) },
});
