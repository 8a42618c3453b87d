import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayThrottling } from "./apigateway-throttling";

judges(apigatewayThrottling, {
  types: ["aws:apigatewayv2/stage:Stage"],
  obeys: {
    "both limits": { defaultRouteSettings: { throttlingRateLimit: 10, throttlingBurstLimit: 20 } },
    "text of both": { defaultRouteSettings: { throttlingRateLimit: "10", throttlingBurstLimit: "20" } },
    "part of a request": { defaultRouteSettings: { throttlingRateLimit: 0.5, throttlingBurstLimit: 20 } },
  },
  refuses: {
    "limits taken away": [{ defaultRouteSettings: { throttlingRateLimit: -1, throttlingBurstLimit: -1 } }, "no limits"],
    none: [{}, "has no limits"],
    "a rate alone": [{ defaultRouteSettings: { throttlingRateLimit: 10 } }, "has no limits"],
    zero: [{ defaultRouteSettings: { throttlingRateLimit: 0, throttlingBurstLimit: 20 } }, "has no limits"],
  },
  unknown: { defaultRouteSettings: { throttlingRateLimit: later(0), throttlingBurstLimit: 20 } },
});

judges(apigatewayThrottling, {
  types: ["aws:apigatewayv2/api:Api"],
  obeys: { "an API alone": { protocolType: "HTTP" } },
  refuses: { "one that makes a stage": [{ target: later("arn") }, "target makes a stage without limits"] },
});
