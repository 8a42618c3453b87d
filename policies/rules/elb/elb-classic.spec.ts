import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbClassic } from "./elb-classic";

const having = (more: object, sslCertificateId: unknown = "arn:aws:acm:eu-west-1:123456789012:certificate/a") => ({
  connectionDraining: true,
  listeners: [{ lbPort: 443, lbProtocol: "https", sslCertificateId }],
  ...more,
});

judges(elbClassic, {
  types: ["aws:elb/loadBalancer:LoadBalancer"],
  obeys: { "what is asked": having({}), "balancing, as stated": having({ crossZoneLoadBalancing: true }) },
  refuses: {
    "connections that are cut": [having({ connectionDraining: undefined }), "connectionDraining is not true"],
    "zones apart": [having({ crossZoneLoadBalancing: false }), "crossZoneLoadBalancing is false"],
    "a certificate of IAM": [
      having({}, "arn:aws:iam::123456789012:server-certificate/a"),
      "its listener on 443 has no certificate of ACM",
    ],
  },
  unknown: having({}, later("arn:aws:iam::123456789012:server-certificate/a")),
});
