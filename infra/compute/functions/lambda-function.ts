import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { forAccountOf, ServiceRole } from "../../identity/service-role";
import { settled } from "../../release/aws-access";
import { type Releases, releasing } from "../../release/releasing";
import type { FunctionSettings } from "../../settings";
import type { DataAccess } from "../data-access";
import { told } from "../../identity/documents";
import { functionStatements } from "../../lambda/function-statements";
import { certificates, runsOn } from "../../lambda/runtime";
import { placeInVpc } from "../../lambda/vpc-place";
import { storedFile } from "../../code/stored-file";
import { GradualRollout } from "./rollout/gradual-rollout";
import { rollOut } from "./rollout/roll-out";
import type { Rollouts } from "./rollout/rollouts";
import { isGradual } from "./rollout/traffic";

interface LambdaFunctionArgs extends Omit<FunctionSettings, "uses"> {
  /** What its releases are called: `functions/<name>`. */
  readonly of: string;
  readonly releases: Releases;
  /** Has the way of its rollout, where that is gradual. */
  readonly rollouts: Rollouts | undefined;
  /** Source of a CommonJS module that exports `handler`. */
  readonly code: Promise<string>;
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones (Lambda.5). */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly access: DataAccess;
}

/** Who may be asked to run a function: whoever is allowed to calls it by its alias. */
export interface Invocable {
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  /** ARN by which API Gateway calls the alias. */
  readonly invokeArn: pulumi.Output<string>;
}

const aliasName = "live";

/**
 * A Lambda function on arm64, called by its alias `live`, which is the version that was released last.
 *
 * - New code or settings publish one version, and the alias gets it at once or in steps, see `Rollout`; its ARN, which callers know,
 *   stays. What an alarm took back is not recorded, and fails the deployment. Old versions are deleted.
 * - It writes JSON logs to a log group of its own and sends traces to X-Ray.
 * - Its role may do that, reach the data that it uses, and nothing else.
 * - It is in the VPC only if it uses data, and there it can connect to the data that it uses and to nothing else.
 * - It is released only after what `access` says: users and migrations of the database.
 *
 * Another place in the VPC makes another function. AWS may take 45 minutes to delete the network of one that was in the VPC:
 * docs/decisions.md says why nothing hastens it. Costs by request and duration, and
 * provisioned concurrency by the hour.
 */
export class LambdaFunction extends pulumi.ComponentResource implements Invocable {
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  readonly invokeArn: pulumi.Output<string>;

  constructor(name: string, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:LambdaFunction", name, {}, opts);
    const environment = {
      ...args.environment,
      ...args.access.environment,
      ...(args.access.usesDatabase && certificates),
    };

    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: args.logRetentionDays }, { parent: this });
    const role = new ServiceRole(
      name,
      {
        description: "Runs a function",
        service: "lambda.amazonaws.com",
        condition: forAccountOf(logGroup.arn),
        statements: [...functionStatements(logGroup.arn), ...args.access.statements],
      },
      { parent: this },
    );
    const { vpcId, subnetIds } = args;
    const { securityGroupIds } = args.access;
    const place =
      securityGroupIds.length > 0
        ? placeInVpc(
            name,
            { vpcId, subnetIds, securityGroupIds, description: "A function", role, logGroupArn: logGroup.arn },
            { parent: this },
          )
        : undefined;
    const fn = new aws.lambda.Function(
      name,
      {
        ...runsOn,
        code: new pulumi.asset.AssetArchive(args.code.then((code) => ({ "index.js": storedFile("index.js", code) }))),
        publish: true,
        role: place?.roleArn ?? role.arn,
        memorySize: args.memoryMib,
        timeout: args.timeoutSeconds,
        reservedConcurrentExecutions: args.reservedConcurrency,
        environment: Object.keys(environment).length > 0 ? { variables: environment } : undefined,
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        vpcConfig: place?.vpcConfig,
      },
      // A new function lets go of the place of the one before: `placeInVpc`.
      { parent: this, replaceOnChanges: ["vpcConfig"] },
    );
    const alias = this.live(name, fn, args);

    this.functionName = fn.name;
    this.aliasName = alias.name;
    this.invokeArn = alias.invokeArn;
    this.registerOutputs({
      functionName: this.functionName,
      invokeArn: this.invokeArn,
      ...(place && told(place.policies)),
    });
  }

  private live(name: string, fn: aws.lambda.Function, args: LambdaFunctionArgs): aws.lambda.Alias {
    const gradual = this.gradual(name, fn, args);
    const release = new pulumi.ResourceHook(`${name}-release`, releaseOf(args, gradual));
    const alias = new aws.lambda.Alias(
      name,
      { name: aliasName, functionName: fn.name, functionVersion: fn.version },
      {
        parent: this,
        // No `ignoreChanges` for the weights that CodeDeploy has it have for a while, and Lambda where there is provisioned
        // concurrency (terraform-provider-aws 12923): those that a refresh met would be sent again with the next version.
        hooks: { beforeCreate: [release], beforeUpdate: [release] },
        // The alarms watch the new version before anybody calls it.
        dependsOn: [...(gradual ? [gradual.group] : []), ...args.access.releasedAfter],
      },
    );
    const { provisionedConcurrency } = args;
    if (provisionedConcurrency > 0) {
      new aws.lambda.ProvisionedConcurrencyConfig(
        name,
        {
          functionName: fn.name,
          qualifier: alias.name,
          provisionedConcurrentExecutions: provisionedConcurrency,
        },
        { parent: this },
      );
    }
    return alias;
  }

  private gradual(
    name: string,
    fn: aws.lambda.Function,
    { rollout, rollouts, timeoutSeconds }: LambdaFunctionArgs,
  ): GradualRollout | undefined {
    if (!isGradual(rollout)) return undefined;
    if (rollouts === undefined) throw new Error(`${name} is released in steps, and nothing is there to do it`);
    const args = { rollouts, rollout, fn, aliasName, timeoutSeconds };
    return new GradualRollout(`${name}-rollout`, args, { parent: this });
  }
}

/** Before the alias is recorded: releases the version that it shall name. */
function releaseOf({ of, releases, keepVersions }: LambdaFunctionArgs, gradual: GradualRollout | undefined) {
  return releasing({
    ...releases,
    of,
    changeOf: ({ oldInputs, newInputs }) => ({ from: versionIn(oldInputs), to: versionIn(newInputs) ?? "" }),
    rollOut: async (access, { to }, { newInputs }) => {
      const functionName = String(newInputs?.["functionName"]);
      const say = (text: string): Promise<void> => pulumi.log.info(text);
      const shared = { of, functionName, alias: aliasName, keepVersions, say };
      await rollOut(access, { ...shared, gradual: gradual && (await settled(gradual.release)) }, to);
    },
  });
}

const versionIn = (inputs: pulumi.ResourceHookArgs["newInputs"]): string | undefined =>
  inputs === undefined ? undefined : String(inputs["functionVersion"]);
