import type { RouteArgs } from "@pulumi/aws/apigatewayv2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** A route is open to everyone because somebody said so, and not because nobody thought of it. */
export const apigatewayAuthorization = rule<{ readonly publicRoutes: readonly string[] }>({
  name: "apigateway-authorization",
  description: "Routes of HTTP and WebSocket APIs ask callers who they are, but for those that are public.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("APIGateway.8"),
  seeAlso: ["cdk-nag APIG4", "Checkov CKV_AWS_309"],
  remediationSteps: "set authorizationType to JWT, AWS_IAM or CUSTOM, or name the route in the rule's option.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8",
  options: {
    publicRoutes: {
      type: "array",
      items: { type: "string", minLength: 1 },
      default: [],
      description: "route keys that are for everyone, such as `GET /health`",
    },
  },

  resources: {
    "aws:apigatewayv2/route:Route": (route: Inputs<RouteArgs>, { violation, options }) => {
      const { authorizationType: type } = route;
      if (type !== undefined && type !== "NONE") return;
      // A WebSocket's later messages come on a connection that $connect has let in.
      if (route.routeKey.startsWith("$") && !["$connect", "$default"].includes(route.routeKey)) return;
      if (options.publicRoutes.includes(route.routeKey)) return;
      violation(`authorizationType of ${route.routeKey} is ${shown(type, "NONE")}`);
    },
  },
});
