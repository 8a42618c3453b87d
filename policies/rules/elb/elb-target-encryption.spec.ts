import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbTargetEncryption } from "./elb-target-encryption";

judges(elbTargetEncryption, {
  types: ["aws:lb/targetGroup:TargetGroup"],
  obeys: {
    HTTPS: { protocol: "HTTPS" },
    "TLS in small letters": { protocol: "tls" },
    "a function": { targetType: "lambda" },
    "another load balancer": { targetType: "alb", protocol: "TCP" },
    "an appliance": { protocol: "GENEVE" },
  },
  refuses: {
    HTTP: [{ protocol: "HTTP" }, 'protocol is "HTTP"'],
    TCP: [{ protocol: "TCP", targetType: "ip" }, 'protocol is "TCP"'],
    none: [{}, "protocol is not set"],
  },
  unknown: { protocol: later("HTTP") },
});
