import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { brief, update } from "../../testing/kit";
import { demandsZones } from "../../testing/zone-cases";
import { autoscalingTwoZones } from "./autoscaling-two-zones";

const GROUP = "aws:autoscaling/group:Group";

judges(autoscalingTwoZones, {
  types: [GROUP],
  obeys: { "two zones": { availabilityZones: ["eu-west-1a", "eu-west-1b"] } },
  refuses: {
    "one subnet": [{ vpcZoneIdentifiers: ["a"] }, "its subnets lie in 1 Availability Zone, not in 2"],
    "one zone twice": [
      { availabilityZones: ["eu-west-1a", "eu-west-1a"] },
      "1 Availability Zone (eu-west-1a), not in 2",
    ],
    none: [{}, "its subnets lie in 0 Availability Zones, not in 2"],
  },
  unknown: { availabilityZones: later(["eu-west-1a"]) },
});

demandsZones(autoscalingTwoZones, GROUP, (vpcZoneIdentifiers) => ({ vpcZoneIdentifiers }));

describe("autoscaling-two-zones of subnets outside the stack", () => {
  it("takes the zones that AWS tells after the update", () => {
    const group = (availabilityZones: readonly string[]) =>
      resource(GROUP, "one", { vpcZoneIdentifiers: ["subnet-1", "subnet-2"] }, { assigned: { availabilityZones } });
    assert.deepEqual(update(autoscalingTwoZones, [group(["eu-west-1a", "eu-west-1b"])]), []);
    assert.deepEqual(brief(update(autoscalingTwoZones, [group(["eu-west-1a"])])), ["mandatory one"]);
  });
});
