import type { DomainNameArgs as RestDomainNameArgs } from "@pulumi/aws/apigateway";
import type { DomainNameArgs } from "@pulumi/aws/apigatewayv2";

import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Policies of TLS 1.2 or newer by their names: `TLS_1_2`, `SecurityPolicy_TLS13_1_2_2021_06`. */
const current = /^(TLS_1_2|SecurityPolicy_TLS1[23]_.*)$/;

/** Nobody reaches an API by a TLS that is outdated. Policies that let TLS 1.0 in have it in their names. */
export const apigatewayDomainTls = rule({
  name: "apigateway-domain-tls",
  description: "Domain names of APIs are reached by a version of TLS that is not outdated.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC09-BP02"),
  seeAlso: ["Trivy AWS-0005"],
  remediationSteps: 'set securityPolicy to "TLS_1_2", or to a policy of TLS 1.3.',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",

  resources: {
    "aws:apigatewayv2/domainName:DomainName": (
      { domainNameConfiguration: { securityPolicy } }: Inputs<DomainNameArgs>,
      report,
    ) => {
      judge(securityPolicy, report);
    },
    "aws:apigateway/domainName:DomainName": ({ securityPolicy }: Inputs<RestDomainNameArgs>, report) => {
      judge(securityPolicy, report);
    },
  },
});

function judge(policy: string | undefined, { violation }: Report): void {
  if (policy === undefined || !current.test(policy) || /_1_0_|_1_1_/.test(policy))
    violation(`securityPolicy is ${shown(policy, "TLS_1_0")}`);
}
