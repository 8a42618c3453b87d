import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayThrottling } from "./apigateway-throttling";

judges(apigatewayThrottling, {
  types: ["aws:apigatewayv2/stage:Stage"],
  obeys: {
    "both limits": { defaultRouteSettings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 } },
  },
  refuses: {
    none: [{}, "has no limits"],
    "a rate alone": [{ defaultRouteSettings: { throttlingRateLimit: 10 } }, "has no limits"],
    zero: [{ defaultRouteSettings: { throttlingRateLimit: 0, throttlingBurstLimit: 20 } }, "has no limits"],
  },
  unknown: { defaultRouteSettings: { throttlingRateLimit: later(0), throttlingBurstLimit: 20 } },
});
