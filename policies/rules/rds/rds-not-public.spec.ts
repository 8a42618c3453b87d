import { instances } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsNotPublic } from "./rds-not-public";

judges(rdsNotPublic, {
  types: instances,
  obeys: {
    "what is not public": { publiclyAccessible: false },
    "no statement": {},
  },
  refuses: {
    "what is public": [{ publiclyAccessible: true }, "publiclyAccessible is true"],
    "another type": [{ publiclyAccessible: "true" }, 'publiclyAccessible is "true"'],
  },
  unknown: { publiclyAccessible: later(true) },
});
