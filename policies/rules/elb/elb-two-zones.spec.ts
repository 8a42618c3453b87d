import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbTwoZones } from "./elb-two-zones";

judges(elbTwoZones, {
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  obeys: {
    "two subnets": { subnets: ["a", "b"] },
    "two mappings": { subnetMappings: [{ subnetId: "a" }, { subnetId: "b" }] },
  },
  refuses: {
    one: [{ subnets: ["a"] }, "it has 1 of 2 subnets"],
    none: [{}, "it has 0 of 2"],
  },
  unknown: { subnets: later(["a"]) },
});
