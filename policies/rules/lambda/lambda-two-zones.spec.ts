import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { demandsZones } from "../../testing/zone-cases";
import { lambdaTwoZones } from "./lambda-two-zones";

const FUNCTION = "aws:lambda/function:Function";

judges(lambdaTwoZones, {
  types: [FUNCTION],
  obeys: { "no VPC": {}, "an empty VPC": { vpcConfig: { subnetIds: [], securityGroupIds: [] } } },
  refuses: { "one subnet": [{ vpcConfig: { subnetIds: ["a"] } }, "its subnets lie in 1 Availability Zone, not in 2"] },
  unknown: { vpcConfig: later({ subnetIds: ["a"] }) },
});

demandsZones(lambdaTwoZones, FUNCTION, (subnetIds) => ({ vpcConfig: { subnetIds, securityGroupIds: [] } }));
