import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { s3AccessPoints } from "./s3-access-points";

const cases = (inputs: (block: unknown) => object) => ({
  obeys: {
    "AWS's own choice": inputs(undefined),
    "all four": inputs({ blockPublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: "true" }),
  },
  refuses: {
    "one that is off": [inputs({ blockPublicAcls: true, blockPublicPolicy: false }), "leaves out blockPublicPolicy"],
    "text that turns one off": [inputs({ ignorePublicAcls: "false" }), "leaves out ignorePublicAcls"],
  } as const,
  unknown: inputs({ blockPublicPolicy: later(false) }),
});

judges(s3AccessPoints, {
  types: ["aws:s3/accessPoint:AccessPoint"],
  ...cases((publicAccessBlockConfiguration) => ({ bucket: "site", publicAccessBlockConfiguration })),
});

judges(s3AccessPoints, {
  types: ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint"],
  ...cases((publicAccessBlock) => ({ details: { name: "site", publicAccessBlock } })),
});
