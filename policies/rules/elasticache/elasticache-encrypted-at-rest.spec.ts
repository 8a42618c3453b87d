import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always } from "../../testing/kit";
import { elasticacheEncryptedInTransit } from "./elasticache-encrypted-in-transit";
import { elasticacheEncryptedAtRest } from "./elasticache-encrypted-at-rest";

describe("elasticache-encrypted-at-rest, serverless caches", () => {
  it("are encrypted by nature", () => {
    const cache = resource("aws:elasticache/serverlessCache:ServerlessCache", "cache", { engine: "valkey" });
    for (const rule of [elasticacheEncryptedAtRest, elasticacheEncryptedInTransit]) {
      assert.deepEqual(always(rule, [cache]), []);
    }
  });
});

judges(elasticacheEncryptedAtRest, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    encryption: { atRestEncryptionEnabled: true },
    "encryption by text": { atRestEncryptionEnabled: "true" },
    "Valkey, where it is the default": { engine: "valkey" },
    "a follower of another region's group, which has that one's": { globalReplicationGroupId: later("global") },
  },
  refuses: {
    none: [{ atRestEncryptionEnabled: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
    "Redis without": [{ engine: "redis" }, "is not set (the default is false)"],
    "Valkey without": [{ engine: "valkey", atRestEncryptionEnabled: false }, "is false"],
    "none by text": [{ atRestEncryptionEnabled: "false" }, 'is "false"'],
    "another type": [{ atRestEncryptionEnabled: "yes" }, 'is "yes"'],
  },
  unknown: { atRestEncryptionEnabled: later(false) },
});
