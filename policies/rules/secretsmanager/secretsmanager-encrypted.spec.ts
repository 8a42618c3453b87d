import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { secretsmanagerEncrypted } from "./secretsmanager-encrypted";

judges(secretsmanagerEncrypted, {
  types: ["aws:secretsmanager/secret:Secret"],
  obeys: {
    "a key": { kmsKeyId: "alias/data" },
    "a key that only the update knows": { kmsKeyId: later("0a1b") },
  },
  refuses: {
    "no key": [{}, "kmsKeyId is not set (the default is AWS's own key)"],
    "an empty name": [{ kmsKeyId: "" }, "kmsKeyId is not set"],
    "AWS's own key": [{ kmsKeyId: "alias/aws/secretsmanager" }, 'kmsKeyId is "alias/aws/secretsmanager"'],
  },
});
