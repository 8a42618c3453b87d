import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { demandsZones } from "../../testing/zone-cases";
import { elbTwoZones } from "./elb-two-zones";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

judges(elbTwoZones, {
  types: [BALANCER, CLASSIC],
  obeys: {},
  refuses: {
    "one subnet": [{ subnets: ["a"] }, "its subnets lie in 1 Availability Zone, not in 2"],
    none: [{}, "its subnets lie in 0 Availability Zones, not in 2"],
  },
  unknown: { subnets: later(["a"]) },
});

judges(elbTwoZones, {
  types: [CLASSIC],
  obeys: { "two zones": { availabilityZones: ["eu-west-1a", "eu-west-1b"] } },
  refuses: { "one zone": [{ availabilityZones: ["eu-west-1a"] }, "1 Availability Zone (eu-west-1a), not in 2"] },
  unknown: { availabilityZones: later(["eu-west-1a"]) },
});

demandsZones(elbTwoZones, BALANCER, (subnets) => ({ subnets }));
demandsZones(elbTwoZones, BALANCER, (ids) => ({ subnetMappings: ids.map((subnetId) => ({ subnetId })) }));
demandsZones(elbTwoZones, CLASSIC, (subnets) => ({ subnets }));
