import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbAccessLogs } from "./elb-access-logs";

judges(elbAccessLogs, {
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  obeys: {
    logs: { accessLogs: { bucket: "logs", enabled: true } },
    "logs, as text": { accessLogs: { bucket: "logs", enabled: "true" } },
    "a network load balancer": { loadBalancerType: "network" },
  },
  refuses: {
    "no logs": [{}, "accessLogs is not enabled"],
    "a bucket without logs": [{ accessLogs: { bucket: "logs" } }, "not enabled"],
    "logs that are off": [{ accessLogs: { bucket: "logs", enabled: false } }, "not enabled"],
  },
  unknown: { accessLogs: { bucket: "logs", enabled: later(false) } },
});

judges(elbAccessLogs, {
  types: ["aws:elb/loadBalancer:LoadBalancer"],
  obeys: { logs: { accessLogs: { bucket: "logs" } } },
  refuses: {
    "no logs": [{}, "accessLogs is not enabled"],
    "logs that are off": [{ accessLogs: { bucket: "logs", enabled: false } }, "not enabled"],
  },
  unknown: { accessLogs: { bucket: "logs", enabled: later(false) } },
});
