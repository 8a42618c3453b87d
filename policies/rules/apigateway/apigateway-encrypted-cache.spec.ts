import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayEncryptedCache } from "./apigateway-encrypted-cache";

judges(apigatewayEncryptedCache, {
  types: ["aws:apigateway/methodSettings:MethodSettings"],
  obeys: {
    "a cache that is encrypted": { settings: { cachingEnabled: true, cacheDataEncrypted: true } },
    "no cache": { settings: { loggingLevel: "INFO" } },
    "a cache that is off": { settings: { cachingEnabled: false, cacheDataEncrypted: false } },
  },
  refuses: {
    "a cache alone": [{ settings: { cachingEnabled: true } }, "its cache is not encrypted"],
    "text that says so": [{ settings: { cachingEnabled: "true", cacheDataEncrypted: "false" } }, "not encrypted"],
  },
  unknown: { settings: { cachingEnabled: true, cacheDataEncrypted: later(false) } },
});
