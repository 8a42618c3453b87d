import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayAccessLogs } from "./apigateway-access-logs";

judges(apigatewayAccessLogs, {
  types: ["aws:apigatewayv2/stage:Stage", "aws:apigateway/stage:Stage"],
  obeys: {
    logs: { accessLogSettings: { destinationArn: "arn", format: "$context.requestId" } },
    "logs whose group is still to be made": { accessLogSettings: { destinationArn: later("arn"), format: "a" } },
  },
  refuses: {
    none: [{}, "destinationArn is not set"],
    "an empty destination": [{ accessLogSettings: { destinationArn: "" } }, "is not set"],
  },
  unknown: { accessLogSettings: later({}) },
});

judges(apigatewayAccessLogs, {
  types: ["aws:apigatewayv2/api:Api"],
  obeys: { "an API alone": { protocolType: "HTTP" } },
  refuses: { "one that makes a stage": [{ target: later("arn") }, "target makes a stage without"] },
});
