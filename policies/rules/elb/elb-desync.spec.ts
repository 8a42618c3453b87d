import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbDesync } from "./elb-desync";

judges(elbDesync, {
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  obeys: {
    "the strictest mode": { desyncMitigationMode: "strictest" },
    "no statement, which means defensive": {},
    "a network load balancer": { loadBalancerType: "network", desyncMitigationMode: "monitor" },
  },
  refuses: {
    "mere monitoring": [{ desyncMitigationMode: "monitor" }, 'is "monitor"'],
  },
  unknown: { desyncMitigationMode: later("monitor") },
});
