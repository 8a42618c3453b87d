import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { lambdaReservedConcurrency } from "./lambda-reserved-concurrency";

judges(lambdaReservedConcurrency, {
  types: ["aws:lambda/function:Function"],
  obeys: {
    "a reserve": { reservedConcurrentExecutions: 10 },
  },
  refuses: {
    none: [{}, "is not set (the default is -1)"],
    "none, as AWS states it": [{ reservedConcurrentExecutions: -1 }, "is -1"],
  },
  unknown: { reservedConcurrentExecutions: later(-1) },
});
