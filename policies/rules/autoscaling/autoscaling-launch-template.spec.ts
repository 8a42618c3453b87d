import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { autoscalingLaunchTemplate } from "./autoscaling-launch-template";

judges(autoscalingLaunchTemplate, {
  types: ["aws:autoscaling/group:Group"],
  obeys: {
    "a template": { launchTemplate: { id: "lt-1" } },
    "a template that is not there yet": { launchTemplate: later({ id: "lt-1" }) },
    "a mixed policy": { mixedInstancesPolicy: {} },
    "an empty configuration": { launchConfiguration: "", launchTemplate: { id: "lt-1" } },
  },
  refuses: {
    "a configuration": [{ launchConfiguration: "old" }, "launchConfiguration is set"],
    "a configuration that is not there yet": [{ launchConfiguration: later("old") }, "launchConfiguration is set"],
    neither: [{}, "it has no launch template"],
  },
});
