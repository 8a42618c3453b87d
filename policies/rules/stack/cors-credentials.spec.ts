import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { corsCredentials } from "./cors-credentials";

const cases = (inputs: (origins: unknown, credentials: unknown) => object) => ({
  obeys: {
    "any origin without credentials": inputs(["*"], false),
    "credentials of an origin by name": inputs(["https://www.example.com"], true),
  },
  refuses: {
    "credentials of any origin": [inputs(["*"], true), "credentials are taken from *"],
    "text that says so": [inputs(["https://*"], "true"), "credentials are taken from https://*"],
  } as const,
  unknown: inputs(["*"], later(true)),
});

judges(corsCredentials, {
  types: ["aws:apigatewayv2/api:Api"],
  ...cases((allowOrigins, allowCredentials) => ({ corsConfiguration: { allowOrigins, allowCredentials } })),
});
judges(corsCredentials, {
  types: ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"],
  ...cases((items, accessControlAllowCredentials) => ({
    corsConfig: { accessControlAllowOrigins: { items }, accessControlAllowCredentials },
  })),
});
judges(corsCredentials, {
  types: ["aws:lambda/functionUrl:FunctionUrl"],
  ...cases((allowOrigins, allowCredentials) => ({ cors: { allowOrigins, allowCredentials } })),
});
