import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudfrontKeyGroups } from "./cloudfront-key-groups";

judges(cloudfrontKeyGroups, {
  types: ["aws:cloudfront/distribution:Distribution"],
  obeys: {
    "a key group": { defaultCacheBehavior: { trustedKeyGroups: [later("group")] } },
    "nothing signed": { defaultCacheBehavior: {}, orderedCacheBehaviors: [{ pathPattern: "/a", trustedSigners: [] }] },
  },
  refuses: {
    "an account": [{ defaultCacheBehavior: { trustedSigners: ["self"] } }, "trustedSigners of Default (*) has self"],
    "an account beside a key group, for a path": [
      {
        defaultCacheBehavior: { trustedKeyGroups: ["group"] },
        orderedCacheBehaviors: [{ pathPattern: "/a", trustedKeyGroups: ["group"], trustedSigners: ["123456789012"] }],
      },
      "trustedSigners of /a has 123456789012",
    ],
  },
  unknown: { defaultCacheBehavior: { trustedSigners: later(["self"]) } },
});
