import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbHealthCheckEncryption } from "./elb-health-check-encryption";

judges(elbHealthCheckEncryption, {
  types: ["aws:lb/targetGroup:TargetGroup"],
  obeys: {
    HTTPS: { protocol: "HTTPS", healthCheck: { protocol: "https" } },
    "a function": { targetType: "lambda" },
    "an appliance": { protocol: "GENEVE", healthCheck: { protocol: "TCP" } },
  },
  refuses: {
    HTTP: [{ protocol: "HTTPS", healthCheck: { protocol: "HTTP" } }, 'healthCheck.protocol is "HTTP"'],
    TCP: [{ protocol: "TLS", healthCheck: { protocol: "TCP" } }, 'healthCheck.protocol is "TCP"'],
    "no statement": [{ protocol: "HTTPS" }, "healthCheck.protocol is not set"],
  },
  unknown: { healthCheck: { protocol: later("HTTP") } },
});
