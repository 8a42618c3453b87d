import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheEncryptedInTransit } from "./elasticache-encrypted-in-transit";

judges(elasticacheEncryptedInTransit, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    TLS: { transitEncryptionEnabled: true },
    "TLS by text": { transitEncryptionEnabled: "true" },
    "a follower of another region's group, which has that one's": { globalReplicationGroupId: later("global") },
    "TLS that is required": { transitEncryptionEnabled: true, transitEncryptionMode: "required" },
  },
  refuses: {
    none: [{ transitEncryptionEnabled: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
    "TLS for those who like": [{ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }, "preferred"],
  },
  unknown: { transitEncryptionEnabled: later(false) },
});

judges(elasticacheEncryptedInTransit, {
  types: ["aws:elasticache/cluster:Cluster"],
  obeys: {
    TLS: { transitEncryptionEnabled: true },
    "TLS by text": { transitEncryptionEnabled: "true" },
    "a member of a replication group": { replicationGroupId: "group" },
    "a member of a group that only the update knows": { replicationGroupId: later("group") },
  },
  refuses: { "no statement": [{}, "is not set (the default is false)"] },
  unknown: { transitEncryptionEnabled: later(false) },
});
