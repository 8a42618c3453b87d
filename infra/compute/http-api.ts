import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApiRouteSettings, ApiSettings } from "../settings";
import type { LambdaFunction } from "./lambda-function";
import { accessLogFormat } from "./access-log-format";
import { apiRoutes, type ApiRoute } from "./routes/api-routes";
import { routeTable } from "./routes/route-table";

interface HttpApiArgs extends ApiSettings {
  readonly routes: readonly ApiRouteSettings[];
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** Where routes to instances lead. */
  readonly instances?: {
    readonly vpcLinkId: pulumi.Input<string>;
    readonly listenerArn: pulumi.Input<string>;
    /** Name on the listener's certificate, where it speaks TLS. */
    readonly serverName?: string;
  };
}

/**
 * An HTTP API that sends each route of the table to its function, or through a VPC link to the instances, and answers
 * 404 to everything else.
 *
 * - With an authorizer, a request needs a valid token unless its route says otherwise (APIGateway.8).
 * - The stage and single routes are throttled; every request is logged as JSON, without its query string
 *   (APIGateway.9).
 * - A function can be called for its own routes only.
 *
 * Costs: by request.
 */
export class HttpApi extends pulumi.ComponentResource {
  readonly apiId: pulumi.Output<string>;
  /** URL to call it at: its custom domain's where the generated one is disabled. */
  readonly endpoint: pulumi.Output<string>;
  /** Where the custom domain's DNS record leads. */
  readonly domainTarget: { readonly name: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> } | undefined;

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:HttpApi", name, {}, opts);
    const api = new aws.apigatewayv2.Api(
      name,
      {
        protocolType: "HTTP",
        disableExecuteApiEndpoint: !args.executeApiEndpoint,
        ...(args.cors && { corsConfiguration: corsOf(args.cors) }),
      },
      { parent: this },
    );
    const routes = this.routes(name, api, args);
    const stage = this.stage(name, api, args, routes);

    this.domainTarget = args.domain && this.domain(name, args.domain, api, stage);
    this.apiId = api.id;
    this.endpoint = pulumi.output(
      args.domain && !args.executeApiEndpoint ? `https://${args.domain.name}` : api.apiEndpoint,
    );
    this.registerOutputs({ apiId: this.apiId, endpoint: this.endpoint });
  }

  private routes(name: string, api: aws.apigatewayv2.Api, args: HttpApiArgs): aws.apigatewayv2.Route[] {
    const authorizerId = args.authorizer && this.authorizerId(name, api, args.authorizer);
    const integrations = this.integrations(name, api, args);
    return apiRoutes(routeTable(args.routes)).map((route, index) => {
      const { target } = route.route;
      const integration = integrations.get(target.kind === "function" ? target.name : instances);
      if (!integration) throw new Error(`nobody answers ${route.routeKey}`);
      if (target.kind === "function") {
        args.functions
          .get(target.name)
          ?.allow(`${name}-${route.name}`, pulumi.interpolate`${api.executionArn}/*/${sourceOf(route)}`);
      }
      const needsToken = authorizerId !== undefined && args.routes[index]?.authorization !== "none";
      return new aws.apigatewayv2.Route(
        `${name}-${route.name}`,
        {
          apiId: api.id,
          routeKey: route.routeKey,
          target: pulumi.interpolate`integrations/${integration.id}`,
          ...(needsToken ? { authorizationType: "JWT", authorizerId } : { authorizationType: "NONE" }),
        },
        { parent: this },
      );
    });
  }

  /** One for each function, and one for all routes to instances. */
  private integrations(
    name: string,
    api: aws.apigatewayv2.Api,
    args: HttpApiArgs,
  ): ReadonlyMap<string, aws.apigatewayv2.Integration> {
    const integration = (part: string, of: Omit<aws.apigatewayv2.IntegrationArgs, "apiId">) =>
      [part, new aws.apigatewayv2.Integration(`${name}-${part}`, { apiId: api.id, ...of }, { parent: this })] as const;
    return new Map([
      ...[...args.functions].map(([part, { invokeArn }]) =>
        integration(part, {
          integrationType: "AWS_PROXY",
          integrationUri: invokeArn,
          payloadFormatVersion: "2.0",
        }),
      ),
      ...(args.instances
        ? [
            integration(instances, {
              integrationType: "HTTP_PROXY",
              integrationMethod: "ANY",
              integrationUri: args.instances.listenerArn,
              connectionType: "VPC_LINK",
              connectionId: args.instances.vpcLinkId,
              payloadFormatVersion: "1.0",
              ...(args.instances.serverName !== undefined && {
                tlsConfig: { serverNameToVerify: args.instances.serverName },
              }),
            }),
          ]
        : []),
    ]);
  }

  private authorizerId(
    name: string,
    api: aws.apigatewayv2.Api,
    { issuer, audience }: NonNullable<ApiSettings["authorizer"]>,
  ): pulumi.Output<string> {
    return new aws.apigatewayv2.Authorizer(
      name,
      {
        apiId: api.id,
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer, audiences: audience },
      },
      { parent: this },
    ).id;
  }

  private stage(
    name: string,
    api: aws.apigatewayv2.Api,
    args: HttpApiArgs,
    routes: aws.apigatewayv2.Route[],
  ): aws.apigatewayv2.Stage {
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: args.accessLogRetentionDays },
      { parent: this },
    );
    const routeSettings = apiRoutes(routeTable(args.routes)).flatMap(({ routeKey }, index) => {
      const throttling = args.routes[index]?.throttling;
      return throttling ? [{ routeKey, ...limits(throttling) }] : [];
    });
    return new aws.apigatewayv2.Stage(
      name,
      {
        apiId: api.id,
        name: "$default",
        autoDeploy: true,
        accessLogSettings: { destinationArn: logGroup.arn, format: accessLogFormat },
        defaultRouteSettings: limits(args.throttling),
        routeSettings,
      },
      // The settings of a route need the route.
      { parent: this, dependsOn: routes },
    );
  }

  private domain(
    name: string,
    domain: NonNullable<ApiSettings["domain"]>,
    api: aws.apigatewayv2.Api,
    stage: aws.apigatewayv2.Stage,
  ): NonNullable<HttpApi["domainTarget"]> {
    const domainName = new aws.apigatewayv2.DomainName(
      name,
      {
        domainName: domain.name,
        domainNameConfiguration: {
          certificateArn: domain.certificateArn,
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      },
      { parent: this },
    );
    new aws.apigatewayv2.ApiMapping(
      name,
      { apiId: api.id, domainName: domainName.domainName, stage: stage.name },
      { parent: this },
    );
    const { domainNameConfiguration } = domainName;
    return {
      name: domainNameConfiguration.apply(({ targetDomainName }) => targetDomainName),
      zoneId: domainNameConfiguration.apply(({ hostedZoneId }) => hostedZoneId),
    };
  }
}

/** The integration that no function can be named like. */
const instances = "to-instances";

const limits = ({ rate, burst }: ApiSettings["throttling"]) => ({
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
});

const corsOf = (cors: NonNullable<ApiSettings["cors"]>): aws.types.input.apigatewayv2.ApiCorsConfiguration => ({
  allowOrigins: cors.allowOrigins,
  allowMethods: cors.allowMethods,
  allowHeaders: cors.allowHeaders,
  allowCredentials: cors.allowCredentials,
  maxAge: cors.maxAgeSeconds,
});

/** The method and path of a route as permissions write them, where `*` stands for what varies (API Gateway, "ARNs"). */
function sourceOf({ routeKey }: ApiRoute): string {
  const [method = "", path = ""] = routeKey.split(" ");
  return `${method === "ANY" ? "*" : method}${path.replace(/\{[^}]+\}/g, "*")}`;
}
