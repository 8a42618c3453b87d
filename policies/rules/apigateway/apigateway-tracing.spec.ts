import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayTracing } from "./apigateway-tracing";

judges(apigatewayTracing, {
  types: ["aws:apigateway/stage:Stage"],
  obeys: { traces: { xrayTracingEnabled: true }, "text that says so": { xrayTracingEnabled: "true" } },
  refuses: { none: [{}, "xrayTracingEnabled is not true"], "no traces": [{ xrayTracingEnabled: false }, "not true"] },
  unknown: { xrayTracingEnabled: later(false) },
});
