import { instances } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsNotPublic } from "./rds-not-public";

judges(rdsNotPublic, {
  types: [...instances, "aws:rds/shardGroup:ShardGroup"],
  obeys: {
    "what is not public": { publiclyAccessible: false },
    "what is not public, by text": { publiclyAccessible: "false" },
    "no statement": {},
  },
  refuses: {
    "what is public": [{ publiclyAccessible: true }, "publiclyAccessible is true"],
    "what is public, by text": [{ publiclyAccessible: "true" }, 'publiclyAccessible is "true"'],
  },
  unknown: { publiclyAccessible: later(true) },
});
