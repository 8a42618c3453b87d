import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheEncryptedAtRest } from "./elasticache-encrypted-at-rest";

judges(elasticacheEncryptedAtRest, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    encryption: { atRestEncryptionEnabled: true },
  },
  refuses: {
    none: [{ atRestEncryptionEnabled: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
    "another type": [{ atRestEncryptionEnabled: "yes" }, 'is "yes"'],
  },
  unknown: { atRestEncryptionEnabled: later(false) },
});
