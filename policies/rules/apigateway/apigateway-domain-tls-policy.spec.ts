import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayDomainTlsPolicy } from "./apigateway-domain-tls-policy";

judges(apigatewayDomainTlsPolicy, {
  types: ["aws:apigateway/domainName:DomainName"],
  obeys: { "a recommended one": { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" } },
  refuses: {
    "TLS 1.2 with any cipher": [{ securityPolicy: "TLS_1_2" }, 'securityPolicy is "TLS_1_2"'],
    none: [{}, "is not set"],
  },
  unknown: { securityPolicy: later("TLS_1_0") },
});

judges(apigatewayDomainTlsPolicy, {
  types: ["aws:apigatewayv2/domainName:DomainName"],
  obeys: { "the one that they can have": { domainNameConfiguration: { securityPolicy: "TLS_1_2" } } },
  refuses: {},
});
