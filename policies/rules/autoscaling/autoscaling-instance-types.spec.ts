import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { autoscalingInstanceTypes } from "./autoscaling-instance-types";

const mixed = (...overrides: readonly object[]) => ({ mixedInstancesPolicy: { launchTemplate: { overrides } } });

judges(autoscalingInstanceTypes, {
  types: ["aws:autoscaling/group:Group"],
  obeys: {
    "two types": mixed({ instanceType: "m7g.large" }, { instanceType: "m6g.large" }),
    "requirements, which many types meet": mixed({ instanceRequirements: { memoryMib: { min: 1024 } } }),
  },
  refuses: {
    "one type": [mixed({ instanceType: "m7g.large" }, { instanceType: "m7g.large" }), "names 1 of 2 types"],
    "a template alone": [{ launchTemplate: { id: "lt-1" } }, "names 0 of 2 types"],
  },
  unknown: { mixedInstancesPolicy: later({ launchTemplate: { overrides: [] } }) },
});
