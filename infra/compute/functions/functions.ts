import * as pulumi from "@pulumi/pulumi";
import type { ApiRouteSettings, ApiSettings, FunctionsSettings, Use } from "../../settings";
import { type Code, functionEntry } from "../../code/code";
import type { DataAccess } from "../data-access";
import type { Releases } from "../../release/releasing";
import { HttpApi } from "./http-api";
import { LambdaFunction } from "./lambda-function";
import { Rollouts } from "./rollout/rollouts";
import { isGradual } from "./rollout/traffic";
import type { InstancesBehindLink } from "./vpc-link";

interface FunctionsArgs {
  readonly api: ApiSettings;
  readonly functions: FunctionsSettings;
  /** The table; what it does not lead anywhere is answered 404. */
  readonly routes: readonly ApiRouteSettings[];
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Ids of the subnets' zones, in the same order. */
  readonly zoneIds: pulumi.Input<string[]>;
  readonly code: Code;
  readonly releases: Releases;
  readonly accessOf: (name: string, uses: readonly Use[]) => DataAccess;
  /** Where routes to `instances` lead. */
  readonly instances?: InstancesBehindLink;
}

/**
 * Functions from `app/functions/<name>/index.ts` behind an HTTP API, which may send some routes to instances.
 *
 * Deploying the same code and settings again changes nothing.
 */
export class Functions extends pulumi.ComponentResource {
  readonly apiId: pulumi.Output<string>;
  readonly apiArn: pulumi.Output<string>;
  readonly apiExecutionArn: pulumi.Output<string>;
  /** `https://<host>`, without a path. */
  readonly apiEndpoint: pulumi.Output<string>;
  /** What the DNS record of a custom domain points at. */
  readonly domainTarget: HttpApi["domainTarget"];
  /** Generated names of the functions, by name. */
  readonly functionNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: FunctionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Functions", name, {}, opts);
    const gradual = Object.values(args.functions).flatMap(({ rollout }) => (isGradual(rollout) ? [rollout] : []));
    const rollouts = gradual.length === 0 ? undefined : new Rollouts(name, { rollouts: gradual }, { parent: this });
    const functions = Object.entries(args.functions).map(([fn, settings]) => {
      const lambda = new LambdaFunction(
        `${name}-${fn}`,
        {
          ...settings,
          of: `functions/${fn}`,
          releases: args.releases,
          rollouts,
          code: args.code(functionEntry(fn)),
          vpcId: args.vpcId,
          subnetIds: args.subnetIds,
          access: args.accessOf(fn, settings.uses),
        },
        { parent: this },
      );
      return [fn, lambda] as const;
    });
    const api = new HttpApi(
      `${name}-api`,
      {
        ...args.api,
        routes: args.routes,
        functions: Object.fromEntries(functions),
        instances: args.instances,
        subnetIds: args.subnetIds,
        zoneIds: args.zoneIds,
      },
      { parent: this },
    );

    this.apiId = api.id;
    this.apiArn = api.arn;
    this.apiExecutionArn = api.executionArn;
    this.apiEndpoint = api.endpoint;
    this.domainTarget = api.domainTarget;
    this.functionNames = Object.fromEntries(functions.map(([fn, { functionName }]) => [fn, functionName]));
    this.registerOutputs({ apiEndpoint: this.apiEndpoint, functionNames: this.functionNames });
  }
}
