import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { lambdaTracing } from "./lambda-tracing";

judges(lambdaTracing, {
  types: ["aws:lambda/function:Function"],
  obeys: {
    traces: { tracingConfig: { mode: "Active" } },
  },
  refuses: {
    none: [{ tracingConfig: { mode: "PassThrough" } }, 'is "PassThrough"'],
    "no statement": [{}, "is not set (the default is PassThrough)"],
  },
  unknown: { tracingConfig: { mode: later("PassThrough") } },
});
