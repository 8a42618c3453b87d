import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { corsOrigins } from "./cors-origins";

const cases = (inputs: (origins: unknown) => object) => ({
  obeys: {
    "no sharing": {},
    "origins by name": inputs(["https://www.example.com", "https://*.example.com"]),
    none: inputs([]),
  },
  refuses: {
    "any origin": [inputs(["*"]), "* is among the origins"],
    "any origin beside another": [inputs(["https://www.example.com", "https://*"]), "https://* is among the origins"],
    "a sandbox": [inputs(["null"]), "null is among the origins"],
  } as const,
  unknown: inputs(later(["*"])),
});

judges(corsOrigins, {
  types: ["aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", "aws:s3/bucket:Bucket"],
  ...cases((allowedOrigins) => ({ corsRules: [{ allowedMethods: ["GET"], allowedOrigins }] })),
});
judges(corsOrigins, {
  types: ["aws:apigatewayv2/api:Api"],
  ...cases((allowOrigins) => ({ corsConfiguration: { allowOrigins } })),
});
judges(corsOrigins, {
  types: ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"],
  ...cases((items) => ({ corsConfig: { accessControlAllowOrigins: { items } } })),
});
judges(corsOrigins, {
  types: ["aws:lambda/functionUrl:FunctionUrl"],
  ...cases((allowOrigins) => ({ cors: { allowOrigins } })),
});
