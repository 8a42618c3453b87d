import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { sqsEncrypted } from "./sqs-encrypted";

judges(sqsEncrypted, {
  types: ["aws:sqs/queue:Queue"],
  obeys: {
    "keys of SQS, which are the default": {},
    "keys of SQS by name": { sqsManagedSseEnabled: true },
    "a KMS key": { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/aws/sqs" },
    "a KMS key that only the update knows": { sqsManagedSseEnabled: false, kmsMasterKeyId: later("0a1b") },
  },
  refuses: {
    none: [{ sqsManagedSseEnabled: false }, "sqsManagedSseEnabled is false"],
    "none by text": [{ sqsManagedSseEnabled: "false" }, 'sqsManagedSseEnabled is "false"'],
    "an empty key": [{ sqsManagedSseEnabled: false, kmsMasterKeyId: "" }, "sqsManagedSseEnabled is false"],
  },
  unknown: { sqsManagedSseEnabled: later(false) },
});
