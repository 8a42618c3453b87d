import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { forAccountOf, ServiceRole } from "../../identity/service-role";
import { knownAfter } from "../../known-after";
import { label } from "../../names";
import { settled } from "../../release/aws-access";
import { type Releases, releasing } from "../../release/releasing";
import type { FunctionSettings } from "../../settings";
import type { DataAccess } from "../data-access";
import { policyOf, told } from "../../identity/documents";
import { functionStatements, interfaceStatements } from "./function-statements";
import { storedFile } from "../code/stored-file";
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

/** The newest that Lambda has (Lambda.2). */
const runtime = aws.lambda.Runtime.NodeJS24dX;

/**
 * RDS signs its certificates with an authority of its own. The runtimes since Node.js 20 have it in this file but do not
 * load it by themselves ("CA certificate loading", Lambda Developer Guide).
 */
const certificates = { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" };

const aliasName = "live";

/** The name of the permission by which Lambda attaches a function to the VPC. */
const interfacesOf = (name: string): string => `${name}-vpc`;

/**
 * A Lambda function on arm64, called by its alias `live`, which is the version that was released last.
 *
 * - New code or settings publish one version, and the alias gets it at once or in steps, see `Rollout`; its ARN, which callers know,
 *   stays. What an alarm took back is not recorded, and fails the deployment. Old versions are deleted.
 * - It writes JSON logs to a log group of its own and sends traces to X-Ray.
 * - Its role may do that, reach the data that it uses, and nothing else.
 * - It is in the VPC only if it uses data. Its security group lets it open no connection but, with a database, HTTPS to
 *   Secrets Manager; it joins the client groups of what it uses.
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
    const inVpc = args.access.securityGroupIds.length > 0;
    const environment = {
      ...args.environment,
      ...args.access.environment,
      ...(args.access.database && certificates),
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
    const policy = policyOf(interfaceStatements(logGroup.arn));
    const network = inVpc ? this.network(name, args, role, policy) : undefined;
    const fn = new aws.lambda.Function(
      name,
      {
        runtime,
        architectures: ["arm64"],
        code: new pulumi.asset.AssetArchive(args.code.then((code) => ({ "index.js": storedFile("index.js", code) }))),
        handler: "index.handler",
        publish: true,
        role: network ? knownAfter(role.arn, [network.permissions]) : role.arn,
        memorySize: args.memoryMib,
        timeout: args.timeoutSeconds,
        reservedConcurrentExecutions: args.reservedConcurrency,
        environment: Object.keys(environment).length > 0 ? { variables: environment } : undefined,
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        tracingConfig: { mode: "Active" },
        vpcConfig: network?.vpcConfig,
      },
      // Published versions cannot be changed, and hold the subnets and groups that they were made with as long as the
      // function is there (AWS re:Post, "How do I resolve the error 'You have exceeded the maximum limit for Lambda
      // HyperPlane ENIs for your VPC'"). A new function lets them go.
      { parent: this, replaceOnChanges: ["vpcConfig"] },
    );
    const alias = this.live(name, fn, args);

    this.functionName = fn.name;
    this.aliasName = alias.name;
    this.invokeArn = alias.invokeArn;
    this.registerOutputs({
      functionName: this.functionName,
      invokeArn: this.invokeArn,
      ...(network && told({ [interfacesOf(name)]: policy })),
    });
  }

  /** The function's place in the VPC, and what its role is allowed for it. */
  private network(
    name: string,
    { vpcId, subnetIds, access }: LambdaFunctionArgs,
    role: ServiceRole,
    policy: aws.iam.PolicyDocument,
  ): { readonly vpcConfig: aws.types.input.lambda.FunctionVpcConfig; readonly permissions: aws.iam.RolePolicy } {
    const permissions = new aws.iam.RolePolicy(interfacesOf(name), { role: role.name, policy }, { parent: this });
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId, description: "A function", tags: { Name: label(name) } },
      {
        parent: this,
        // Lambda lets go of a group only when it has deleted the network interfaces (aws_security_group, "Timeouts").
        customTimeouts: { delete: "45m" },
        // Lambda deletes them in the name of the function's role (Lambda Developer Guide, "Giving Lambda functions access to
        // resources in an Amazon VPC"): without it they would stay, and with them the group, the subnets and the VPC. So
        // the role and its permission go after the group, which goes after the interfaces; also when a function leaves
        // the VPC and keeps its role.
        dependsOn: [role, permissions],
      },
    );
    if (access.database) {
      new aws.vpc.SecurityGroupEgressRule(
        name,
        {
          securityGroupId: group.id,
          description: "HTTPS to Secrets Manager, for the password of the database",
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          // By the NAT gateway or by an endpoint in the VPC, as the network is.
          cidrIpv4: "0.0.0.0/0",
        },
        { parent: this },
      );
    }
    return { vpcConfig: { subnetIds, securityGroupIds: [group.id, ...access.securityGroupIds] }, permissions };
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
        ...(gradual && { dependsOn: [gradual.group] }),
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
