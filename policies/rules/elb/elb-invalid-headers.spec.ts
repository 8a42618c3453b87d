import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbInvalidHeaders } from "./elb-invalid-headers";

judges(elbInvalidHeaders, {
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  obeys: {
    "headers that are dropped": { dropInvalidHeaderFields: true },
    "headers that are dropped, as text": { dropInvalidHeaderFields: "true" },
    "a network load balancer": { loadBalancerType: "network" },
  },
  refuses: {
    "headers that pass": [{ loadBalancerType: "application", dropInvalidHeaderFields: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { dropInvalidHeaderFields: later(false) },
  remedies: true,
});
