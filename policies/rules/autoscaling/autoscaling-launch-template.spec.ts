import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { autoscalingLaunchTemplate } from "./autoscaling-launch-template";

judges(autoscalingLaunchTemplate, {
  types: ["aws:autoscaling/group:Group"],
  obeys: {
    "a template": { launchTemplate: { id: "lt-1" } },
    "a mixed policy": { mixedInstancesPolicy: {} },
  },
  refuses: {
    "a configuration": [{ launchConfiguration: "old" }, "launchConfiguration is set"],
  },
  unknown: { launchConfiguration: later("old") },
});
