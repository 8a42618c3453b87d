import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayDomainTls } from "./apigateway-domain-tls";

const cases = (inputs: (securityPolicy: unknown) => object) => ({
  obeys: {
    "TLS 1.2": inputs("TLS_1_2"),
    "TLS 1.3": inputs("SecurityPolicy_TLS13_1_3_2025_09"),
    "TLS 1.2 with ciphers of today": inputs("SecurityPolicy_TLS12_PFS_2025_EDGE"),
  },
  refuses: {
    "TLS 1.0": [inputs("TLS_1_0"), 'securityPolicy is "TLS_1_0"'],
    "a policy with TLS 1.0 in it": [inputs("SecurityPolicy_TLS13_1_0_2021_06"), "TLS13_1_0"],
    none: [inputs(undefined), "is not set"],
  } as const,
  unknown: inputs(later("TLS_1_0")),
});

judges(apigatewayDomainTls, {
  types: ["aws:apigatewayv2/domainName:DomainName"],
  ...cases((securityPolicy) => ({ domainNameConfiguration: { securityPolicy } })),
});

judges(apigatewayDomainTls, {
  types: ["aws:apigateway/domainName:DomainName"],
  ...cases((securityPolicy) => ({ securityPolicy })),
});
