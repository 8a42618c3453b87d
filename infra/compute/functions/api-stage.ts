import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApiSettings } from "../../settings";
import { accessLogFormat } from "./access-log-format";

/** Requests that are let through: a second, and at once. */
type Throttling = ApiSettings["throttling"];

interface ApiStageArgs {
  readonly apiId: pulumi.Input<string>;
  readonly throttling: Throttling;
  /** Of the routes that have their own, by route key. */
  readonly routeThrottling: Readonly<Record<string, Throttling>>;
  readonly accessLogRetentionDays: number;
  /** All routes of the API. */
  readonly routes: readonly aws.apigatewayv2.Route[];
}

/**
 * The one stage of an API: every change of a route is deployed at once.
 *
 * Requests are throttled and logged as JSON (APIGateway.9). There are no metrics by route, which CloudWatch charges
 * for; the log tells the routes apart.
 */
export class ApiStage extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: ApiStageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:ApiStage", name, {}, opts);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: args.accessLogRetentionDays },
      { parent: this },
    );
    const stage = new aws.apigatewayv2.Stage(
      name,
      {
        apiId: args.apiId,
        name: "$default",
        autoDeploy: true,
        defaultRouteSettings: limits(args.throttling),
        routeSettings: Object.entries(args.routeThrottling).map(([routeKey, throttling]) => ({
          routeKey,
          ...limits(throttling),
        })),
        accessLogSettings: { destinationArn: logGroup.arn, format: accessLogFormat },
      },
      // API Gateway refuses settings of a route that is not there: a stage comes after its routes and goes before them.
      { parent: this, dependsOn: [...args.routes] },
    );
    this.id = stage.id;
    this.registerOutputs({ id: this.id });
  }
}

const limits = ({ rate, burst }: Throttling) => ({ throttlingRateLimit: rate, throttlingBurstLimit: burst });
