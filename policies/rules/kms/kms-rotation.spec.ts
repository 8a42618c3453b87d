import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { kmsRotation } from "./kms-rotation";

judges(kmsRotation, {
  types: ["aws:kms/key:Key"],
  obeys: {
    rotation: { enableKeyRotation: true },
    "a key that KMS cannot rotate": { customerMasterKeySpec: "RSA_2048" },
  },
  refuses: {
    none: [{ enableKeyRotation: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { enableKeyRotation: later(false) },
});
