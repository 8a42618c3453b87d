import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsDeletionProtection } from "./rds-deletion-protection";

judges(rdsDeletionProtection, {
  types: databases,
  obeys: {
    "a protected instance": { deletionProtection: true },
    "one protected by text": { deletionProtection: "true" },
  },
  refuses: {
    "no protection": [{ deletionProtection: false }, "deletionProtection is false"],
    "no statement": [{}, "is not set (the default is false)"],
    "the text of false": [{ deletionProtection: "false" }, 'deletionProtection is "false"'],
    "another type": [{ deletionProtection: 1 }, "deletionProtection is 1"],
  },
  unknown: { deletionProtection: later(false) },
});
