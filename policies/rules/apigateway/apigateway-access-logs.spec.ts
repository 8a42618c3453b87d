import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayAccessLogs } from "./apigateway-access-logs";

judges(apigatewayAccessLogs, {
  types: ["aws:apigatewayv2/stage:Stage"],
  obeys: {
    logs: { accessLogSettings: { destinationArn: "arn", format: "$context.requestId" } },
  },
  refuses: {
    none: [{}, "destinationArn is not set"],
    "an empty destination": [{ accessLogSettings: { destinationArn: "" } }, "is not set"],
  },
  unknown: { accessLogSettings: { destinationArn: later("") } },
});
