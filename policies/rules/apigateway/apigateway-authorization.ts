import type { MethodArgs } from "@pulumi/aws/apigateway";
import type { ApiArgs, ApiState, RouteArgs, RouteState } from "@pulumi/aws/apigatewayv2";

import { openRoutesOf } from "../../aws/open-api";
import { isGiven, isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, type ResourceContext, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import type { Stack, StackResource } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

interface Options {
  readonly publicRoutes: readonly string[];
}

/**
 * A route is open to everyone because somebody said so, and not because nobody thought of it: a route of its own, one that an
 * OpenAPI document makes, or the one that an API makes with itself.
 *
 * Not asked are OPTIONS, as what browsers send before a request has no credentials, and routes of WebSockets but `$connect`: later
 * messages come on a connection that it has let in. `$default` is a route of both kinds of API; which it is, the API says.
 */
export const apigatewayAuthorization = rule<Options>({
  name: "apigateway-authorization",
  description: "Routes of APIs ask callers who they are, but for those that are public.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("APIGateway.8"),
  seeAlso: ["cdk-nag APIG4", "Checkov CKV_AWS_309", "Trivy AWS-0004"],
  remediationSteps: "set authorizationType to JWT, AWS_IAM or CUSTOM, or name the route in the rule's option.",
  settings: { "compute.routes.<route>.authorization": "jwt" },
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
      const { routeKey } = route;
      const isAsked = routeKey === "$connect" || /^[A-Z]+ \//.test(routeKey);
      if (isAsked && isOpen(route, options)) violation(wordsOf(route));
    },
    "aws:apigatewayv2/api:Api": (api: Inputs<ApiArgs>, context) => {
      if (isGiven(api, "target") && isAskedFor(api.routeKey ?? "$default", context.options)) {
        context.violation(`target makes the route ${api.routeKey ?? "$default"}, which asks nobody`);
      }
      judgeBody(api, context);
    },
    "aws:apigateway/restApi:RestApi": (api: { readonly body?: string }, context) => {
      judgeBody(api, context);
    },
    "aws:apigateway/method:Method": (
      { httpMethod, authorization, apiKeyRequired }: Inputs<MethodArgs>,
      { violation },
    ) => {
      if (httpMethod === "OPTIONS" || isTrue(apiKeyRequired) || !asksNobody(authorization)) return;
      violation(`authorization of ${httpMethod} is ${shown(authorization, "NONE")}`);
    },
  },

  stack: (stack, { judge, options }) => {
    const routes = stack.ofType<RouteState>("aws:apigatewayv2/route:Route");
    for (const route of routes) {
      judge(route, (report) => {
        const isDefault = ifKnown(() => route.props.routeKey) === "$default";
        if (isDefault && isOpen(route.props, options)) judgeDefault(stack, route, report);
      });
    }
  },
});

interface Route {
  readonly routeKey?: string | undefined;
  readonly authorizationType?: string | undefined;
}

const asksNobody = (type: string | undefined): boolean => !type || type === "NONE";

const isAskedFor = (routeKey: string, { publicRoutes }: Options): boolean =>
  !publicRoutes.includes(routeKey) && !routeKey.startsWith("OPTIONS ");

const isOpen = ({ routeKey = "", authorizationType }: Route, options: Options): boolean =>
  isAskedFor(routeKey, options) && asksNobody(authorizationType);

const wordsOf = ({ routeKey, authorizationType }: Route): string =>
  `authorizationType of ${routeKey} is ${shown(authorizationType, "NONE")}`;

function judgeDefault(stack: Stack, route: StackResource<RouteState>, { violation, undecided }: Report): void {
  const api = stack.reference(route, "apiId", stack.ofType<ApiState>("aws:apigatewayv2/api:Api"));
  if (api instanceof Object) {
    if (api.props.protocolType !== "WEBSOCKET") violation(wordsOf(route.props));
  } else if (api !== undefined) undecided(`whether the API ${api} is one of WebSockets`, "from this stack alone");
  else if (isGiven(route.props, "apiId")) undecided("whether its API is one of WebSockets");
  else violation(wordsOf(route.props));
}

function judgeBody(
  api: { readonly body?: string | undefined },
  { violation, undecided, options }: ResourceContext<Options>,
): void {
  if (!api.body) return;
  const open = openRoutesOf(api.body);
  if (open === undefined) undecided("whom the routes of its body ask, as it is no JSON", "from this stack alone");
  for (const key of open ?? []) if (isAskedFor(key, options)) violation(`${key} of its body has no security`);
}
