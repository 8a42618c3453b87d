import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbTlsPolicy } from "./elb-tls-policy";

judges(elbTlsPolicy, {
  types: ["aws:lb/listener:Listener"],
  obeys: {
    "TLS 1.3 and 1.2": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
    "post-quantum keys": { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" },
    "TLS 1.3 alone": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
    "FIPS with TLS 1.3 alone": { protocol: "https", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04" },
    "a listener without TLS": { protocol: "HTTP" },
  },
  refuses: {
    "TLS 1.0": [{ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }, "TLS13-1-0"],
    "an old policy": [{ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" }, "2016-08"],
    "TLS 1.2 with older ciphers": [
      { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
      "TLS13-1-2-2021-06",
    ],
    "older ciphers by FIPS": [{ protocol: "tls", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04" }, "Ext2"],
    "no statement": [{ protocol: "HTTPS" }, "is not set"],
  },
  unknown: { protocol: "HTTPS", sslPolicy: later("ELBSecurityPolicy-2016-08") },
});
