import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApiRouteSettings, ApiSettings, FunctionsSettings, Use } from "../settings";
import type { DataAccess } from "./data-access";
import { HttpApi } from "./http-api";
import { LambdaFunction } from "./lambda-function";

interface FunctionsArgs {
  readonly api: ApiSettings;
  readonly functions: FunctionsSettings;
  readonly routes: readonly ApiRouteSettings[];
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets. */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly accessOf: (uses: readonly Use[]) => DataAccess;
  /** The instances' load balancer, where routes lead to it. */
  readonly instances?: {
    readonly listenerArn: pulumi.Input<string>;
    readonly clientSecurityGroupId: pulumi.Input<string>;
    readonly serverName?: string;
  };
}

/** Lambda functions by name, each from `app/functions/<name>`, and the HTTP API that calls them. */
export class Functions extends pulumi.ComponentResource {
  readonly apiId: pulumi.Output<string>;
  /** URL of the API. */
  readonly apiEndpoint: pulumi.Output<string>;
  readonly domainTarget: HttpApi["domainTarget"];
  /** Generated names of the functions, by the names that settings give them. */
  readonly functionNames: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: FunctionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Functions", name, {}, opts);
    const functions = new Map(
      Object.entries(args.functions).map(([part, settings]) => [part, this.lambdaFunction(name, part, settings, args)]),
    );
    const api = new HttpApi(
      name,
      {
        ...args.api,
        routes: args.routes,
        functions,
        ...(args.instances && {
          instances: { ...args.instances, vpcLinkId: this.vpcLinkId(name, args, args.instances) },
        }),
      },
      { parent: this },
    );
    this.apiId = api.apiId;
    this.apiEndpoint = api.endpoint;
    this.domainTarget = api.domainTarget;
    this.functionNames = pulumi.output(
      Object.fromEntries([...functions].map(([part, { functionName }]) => [part, functionName])),
    );
    this.registerOutputs({ apiId: this.apiId, apiEndpoint: this.apiEndpoint });
  }

  private lambdaFunction(
    name: string,
    part: string,
    settings: FunctionsSettings[string],
    { accessOf, vpcId, subnetIds }: FunctionsArgs,
  ): LambdaFunction {
    return new LambdaFunction(
      `${name}-${part}`,
      { ...settings, entry: `app/functions/${part}/index.ts`, access: accessOf(settings.uses), vpcId, subnetIds },
      { parent: this },
    );
  }

  /** A link stands in the load balancer's client security group, and so reaches the load balancer and nothing else. */
  private vpcLinkId(
    name: string,
    { subnetIds }: FunctionsArgs,
    { clientSecurityGroupId }: NonNullable<FunctionsArgs["instances"]>,
  ): pulumi.Output<string> {
    return new aws.apigatewayv2.VpcLink(
      name,
      { subnetIds, securityGroupIds: [clientSecurityGroupId] },
      { parent: this },
    ).id;
  }
}
