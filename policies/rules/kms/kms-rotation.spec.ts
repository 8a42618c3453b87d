import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always } from "../../testing/kit";
import { kmsRotation } from "./kms-rotation";

judges(kmsRotation, {
  types: ["aws:kms/key:Key"],
  obeys: {
    rotation: { enableKeyRotation: true },
    "rotation by text": { enableKeyRotation: "true" },
    "rotation of a stated period": { enableKeyRotation: true, rotationPeriodInDays: 90 },
    "an asymmetric key": { customerMasterKeySpec: "RSA_2048" },
    "an HMAC key": { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" },
    "a key of a custom store": { customKeyStoreId: "cks-1" },
    "a key of a store that only the update knows": { customKeyStoreId: later("cks-1"), enableKeyRotation: false },
    "a key outside of AWS": { customKeyStoreId: later("cks-1"), xksKeyId: "key" },
  },
  refuses: {
    "none by text": [{ enableKeyRotation: "false" }, 'is "false"'],
    "no store": [{ customKeyStoreId: "" }, "is not set"],
    "a symmetric key by name": [{ customerMasterKeySpec: "SYMMETRIC_DEFAULT" }, "is not set"],
    none: [{ enableKeyRotation: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { enableKeyRotation: later(false) },
});

describe("kms-rotation, other keys", () => {
  for (const type of ["aws:kms/externalKey:ExternalKey", "aws:kms/replicaKey:ReplicaKey"]) {
    it(`does not judge ${type}, which cannot say so`, () => {
      assert.deepEqual(always(kmsRotation, [resource(type, "key", { enabled: true })]), []);
    });
  }
});
