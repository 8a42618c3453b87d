import { instances } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsPerformanceInsights } from "./rds-performance-insights";

judges(rdsPerformanceInsights, {
  types: instances,
  obeys: {
    insights: { performanceInsightsEnabled: true },
  },
  refuses: {
    none: [{ performanceInsightsEnabled: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { performanceInsightsEnabled: later(false) },
});
