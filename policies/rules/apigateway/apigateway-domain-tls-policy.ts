import type { DomainNameArgs } from "@pulumi/aws/apigateway";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** What Security Hub takes for recommended (APIGateway.11, 2026-11). */
const recommended: readonly unknown[] = [
  "SecurityPolicy_TLS13_1_3_2025_09",
  "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
  "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
  "SecurityPolicy_TLS13_2025_EDGE",
  "SecurityPolicy_TLS12_PFS_2025_EDGE",
];

/** Ciphers of today, beside a version of TLS of today. Domain names of HTTP and WebSocket APIs have the choice of `TLS_1_2` alone. */
export const apigatewayDomainTlsPolicy = rule({
  name: "apigateway-domain-tls-policy",
  description: "Domain names of REST APIs use a recommended TLS policy.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: fsbp("APIGateway.11"),
  remediationSteps:
    'set securityPolicy to "SecurityPolicy_TLS13_1_3_2025_09", or at the edge to "SecurityPolicy_TLS13_2025_EDGE".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-11",

  resources: {
    "aws:apigateway/domainName:DomainName": ({ securityPolicy }: Inputs<DomainNameArgs>, { violation }) => {
      if (!recommended.includes(securityPolicy)) violation(`securityPolicy is ${shown(securityPolicy, "TLS_1_0")}`);
    },
  },
});
