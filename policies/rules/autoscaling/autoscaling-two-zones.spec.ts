import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { autoscalingTwoZones } from "./autoscaling-two-zones";

judges(autoscalingTwoZones, {
  types: ["aws:autoscaling/group:Group"],
  obeys: {
    "two subnets": { vpcZoneIdentifiers: ["a", "b"] },
    "two zones": { availabilityZones: ["eu-west-1a", "eu-west-1b"] },
  },
  refuses: {
    one: [{ vpcZoneIdentifiers: ["a"] }, "it has 1 of 2 zones"],
    none: [{}, "it has 0 of 2"],
  },
  unknown: { vpcZoneIdentifiers: later(["a"]) },
});
