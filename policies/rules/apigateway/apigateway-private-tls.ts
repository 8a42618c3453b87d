import type { IntegrationArgs } from "@pulumi/aws/apigatewayv2";

import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/**
 * What goes through a VPC link is encrypted as well: a link by itself encrypts nothing. Advisory in this repository's stacks: the
 * load balancer behind the link has no certificate until the setting `certificateArn` names one.
 */
export const apigatewayPrivateTls = rule({
  name: "apigateway-private-tls",
  description: "HTTP and WebSocket APIs speak TLS through VPC links.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("APIGateway.10"),
  remediationSteps: "set tlsConfig, with the serverNameToVerify of the certificate behind the link.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-10",

  resources: {
    "aws:apigatewayv2/integration:Integration": (integration: Inputs<IntegrationArgs>, { violation }) => {
      if (integration.connectionType !== "VPC_LINK" || isGiven(integration, "tlsConfig")) return;
      // A WebSocket API names the host behind its link by a URL, and speaks what the URL says.
      if (ifKnown(() => integration.integrationUri)?.startsWith("https://")) return;
      violation("its VPC link has no tlsConfig");
    },
  },
});
