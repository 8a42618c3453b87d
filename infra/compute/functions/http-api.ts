import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApiRouteSettings, ApiSettings } from "../../settings";
import { ApiDomain } from "./api-domain";
import { ApiStage } from "./api-stage";
import { allowRoute } from "./function-permission";
import type { Invocable } from "./lambda-function";
import { type ApiRoute, apiRoutes } from "../routes/api-routes";
import { routeTable } from "../routes/route-table";
import { type InstancesBehindLink, throughVpcLink } from "./vpc-link";

interface HttpApiArgs extends ApiSettings {
  readonly routes: readonly ApiRouteSettings[];
  /** By name. */
  readonly functions: Readonly<Record<string, Invocable>>;
  readonly instances?: InstancesBehindLink | undefined;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Ids of the subnets' zones, in the same order. */
  readonly zoneIds: pulumi.Input<string[]>;
}

/** What routes lead to, by what they call it: `instances`, or `function <name>`. */
type ApiTargets = Readonly<Record<string, aws.apigatewayv2.Integration>>;

/**
 * An HTTP API (API Gateway v2): each route of the table leads to a function or, through a VPC link, to the instances.
 *
 * - Where there is an authorizer, a route needs a JSON Web Token of its issuer and for its audience, unless the route says
 *   that it needs none (APIGateway.8).
 * - A function may be called by the routes that lead to it, and by nothing else. Each adds a statement to the policy of the
 *   function, which may have 20 KB ("Lambda quotas"): some 50 routes.
 * - Other sites may call it from a browser only where that is asked for (CORS).
 *
 * Costs by request.
 */
export class HttpApi extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** `arn:aws:execute-api:<region>:<account>:<id>`, to which permissions append stage, method and path. */
  readonly executionArn: pulumi.Output<string>;
  /** `https://<host>`: the generated address, or the custom domain where that one is disabled. */
  readonly endpoint: pulumi.Output<string>;
  /** What the DNS record of a custom domain points at. */
  readonly domainTarget: ApiDomain["target"] | undefined;

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:HttpApi", name, {}, opts);
    const parent = { parent: this };
    const api = new aws.apigatewayv2.Api(
      name,
      {
        protocolType: "HTTP",
        disableExecuteApiEndpoint: !args.executeApiEndpoint,
        corsConfiguration: args.cors && corsOf(args.cors),
      },
      parent,
    );
    const routes = withSettings(args.routes);
    const stage = new ApiStage(
      name,
      {
        apiId: api.id,
        throttling: args.throttling,
        routeThrottling: Object.fromEntries(
          routes.flatMap(({ routeKey, throttling }) => (throttling ? [[routeKey, throttling]] : [])),
        ),
        accessLogRetentionDays: args.accessLogRetentionDays,
        routes: this.routes(name, api, routes, args),
      },
      parent,
    );
    const domain = args.domain && new ApiDomain(name, { ...args.domain, apiId: api.id, stageId: stage.id }, parent);

    this.id = api.id;
    this.arn = api.arn;
    this.executionArn = api.executionArn;
    this.endpoint = domain && !args.executeApiEndpoint ? domain.endpoint : api.apiEndpoint;
    this.domainTarget = domain?.target;
    this.registerOutputs({ id: this.id, endpoint: this.endpoint });
  }

  private routes(
    name: string,
    api: aws.apigatewayv2.Api,
    routes: readonly RouteWithSettings[],
    args: HttpApiArgs,
  ): aws.apigatewayv2.Route[] {
    const targets = this.targets(name, api, routes, args);
    const authorizer = args.authorizer && this.authorizer(name, api, args.authorizer);
    return routes.map(({ name: role, routeKey, to, authorization }) => {
      const integration = targets[to];
      if (integration === undefined) throw new Error(`${routeKey} leads to ${to}, which is not there`);
      const authorizedBy = authorization === "none" ? undefined : authorizer;
      return new aws.apigatewayv2.Route(
        `${name}-${role}`,
        {
          apiId: api.id,
          routeKey,
          target: pulumi.interpolate`integrations/${integration.id}`,
          authorizationType: authorizedBy ? "JWT" : "NONE",
          authorizerId: authorizedBy?.id,
        },
        { parent: this },
      );
    });
  }

  private targets(
    name: string,
    { id: apiId, executionArn }: aws.apigatewayv2.Api,
    routes: readonly RouteWithSettings[],
    { functions, instances, subnetIds, zoneIds }: HttpApiArgs,
  ): ApiTargets {
    const toFunctions = Object.entries(functions).map(([fn, to]) => {
      const permissions = routes
        .filter((route) => route.to === `function ${fn}`)
        .map(({ name: role, route }) => allowRoute(`${name}-${role}`, { to, executionArn, route }, { parent: this }));
      const integration = new aws.apigatewayv2.Integration(
        `${name}-${fn}`,
        {
          apiId,
          integrationType: "AWS_PROXY",
          integrationMethod: "POST",
          integrationUri: to.invokeArn,
          payloadFormatVersion: "2.0",
        },
        // Neither a new route nor another function is led to before it may be called.
        { parent: this, dependsOn: permissions },
      );
      return [`function ${fn}`, integration] as const;
    });
    return {
      ...Object.fromEntries(toFunctions),
      ...(instances && {
        instances: throughVpcLink(`${name}-link`, { ...instances, apiId, subnetIds, zoneIds }, { parent: this }),
      }),
    };
  }

  private authorizer(
    name: string,
    api: aws.apigatewayv2.Api,
    { issuer, audience }: NonNullable<ApiSettings["authorizer"]>,
  ): aws.apigatewayv2.Authorizer {
    return new aws.apigatewayv2.Authorizer(
      name,
      {
        apiId: api.id,
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer, audiences: audience },
      },
      { parent: this },
    );
  }
}

type RouteWithSettings = ApiRoute & Omit<ApiRouteSettings, "route">;

function withSettings(stated: readonly ApiRouteSettings[]): RouteWithSettings[] {
  return stated.flatMap((settings) => apiRoutes(routeTable([settings])).map((route) => ({ ...settings, ...route })));
}

function corsOf(cors: NonNullable<ApiSettings["cors"]>): aws.types.input.apigatewayv2.ApiCorsConfiguration {
  const { maxAgeSeconds, ...rest } = cors;
  return { ...rest, maxAge: maxAgeSeconds };
}
