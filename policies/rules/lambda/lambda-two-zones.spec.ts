import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { lambdaTwoZones } from "./lambda-two-zones";

judges(lambdaTwoZones, {
  types: ["aws:lambda/function:Function"],
  obeys: {
    "a function outside VPCs": {},
    "two subnets": { vpcConfig: { subnetIds: ["subnet-a", "subnet-b"], securityGroupIds: [] } },
    "two that are new": { vpcConfig: { subnetIds: [later("a"), later("b")], securityGroupIds: [] } },
  },
  refuses: {
    "one subnet": [{ vpcConfig: { subnetIds: ["subnet-a"], securityGroupIds: [] } }, "it has 1 of 2 subnets"],
  },
  unknown: { vpcConfig: { subnetIds: later(["subnet-a"]), securityGroupIds: [] } },
});
