import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ServiceRole } from "../identity/service-role";
import type { FunctionSettings } from "../settings";
import { bundle } from "./bundle";
import type { DataAccess } from "./data-access";

interface LambdaFunctionArgs extends FunctionSettings {
  /** First file of its code, relative to the repository; it exports `handler`. */
  readonly entry: string;
  readonly access: DataAccess;
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets. */
  readonly subnetIds: pulumi.Input<string[]>;
}

/** The alias that callers call: what it points to changes, its ARN does not. */
const alias = "live";

/**
 * A Lambda function on arm64 and the newest Node, called by its alias `live`.
 *
 * - Changed code publishes one version and moves the alias to it; equal code changes nothing.
 * - Its role may write its own logs and traces, reach the data that it uses, and nothing else.
 * - It is in the VPC only if it uses data: there it reaches that data, and HTTPS as far as the network lets it.
 * - Its log group exists before it and ends (Lambda would make one without an end).
 *
 * Costs: by request and by time, and by the hour with provisioned concurrency.
 */
export class LambdaFunction extends pulumi.ComponentResource {
  /** Generated name of the function. */
  readonly functionName: pulumi.Output<string>;
  /** What API Gateway calls: the alias. */
  readonly invokeArn: pulumi.Output<string>;

  constructor(name: string, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:LambdaFunction", name, {}, opts);
    const inVpc = args.uses.length > 0;
    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: args.logRetentionDays }, { parent: this });
    const fn = new aws.lambda.Function(
      name,
      {
        runtime: aws.lambda.Runtime.NodeJS24dX,
        architectures: ["arm64"],
        handler: "index.handler",
        code: pulumi
          .output(bundle(args.entry))
          .apply((source) => new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(source) })),
        publish: true,
        memorySize: args.memoryMib,
        timeout: args.timeoutSeconds,
        ...(args.reservedConcurrency !== undefined && { reservedConcurrentExecutions: args.reservedConcurrency }),
        role: this.roleArn(name, args, logGroup),
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        tracingConfig: { mode: "Active" },
        environment: { variables: { ...args.environment, ...args.access.environment, ...trustOf(args) } },
        ...(inVpc && {
          vpcConfig: {
            subnetIds: args.subnetIds,
            securityGroupIds: [this.securityGroupId(name, args), ...args.access.securityGroupIds],
          },
        }),
      },
      { parent: this },
    );
    const live = new aws.lambda.Alias(
      name,
      { name: alias, functionName: fn.name, functionVersion: fn.version },
      { parent: this },
    );
    if (args.provisionedConcurrency > 0) {
      new aws.lambda.ProvisionedConcurrencyConfig(
        name,
        {
          functionName: fn.name,
          qualifier: live.name,
          provisionedConcurrentExecutions: args.provisionedConcurrency,
        },
        { parent: this },
      );
    }
    this.functionName = fn.name;
    this.invokeArn = live.invokeArn;
    this.registerOutputs({ functionName: this.functionName });
  }

  /** Lets API Gateway call the function for one route of one API. */
  allow(name: string, sourceArn: pulumi.Input<string>): void {
    new aws.lambda.Permission(
      name,
      {
        action: "lambda:InvokeFunction",
        function: this.functionName,
        qualifier: alias,
        principal: "apigateway.amazonaws.com",
        sourceArn,
      },
      { parent: this },
    );
  }

  private roleArn(name: string, args: LambdaFunctionArgs, logGroup: aws.cloudwatch.LogGroup): pulumi.Output<string> {
    return new ServiceRole(
      name,
      {
        description: "What the function may do",
        service: "lambda.amazonaws.com",
        statements: pulumi
          .all([logGroup.arn, args.access.statements])
          .apply(([logGroupArn, data]): aws.iam.PolicyStatement[] => [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: `${logGroupArn}:*`,
            },
            ...tracing,
            ...(args.uses.length > 0 ? networkInterfaces : []),
            ...(data as aws.iam.PolicyStatement[]),
          ]),
      },
      { parent: this },
    ).arn;
  }

  private securityGroupId(name: string, { vpcId }: LambdaFunctionArgs): pulumi.Output<string> {
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId, description: "The function", tags: { Name: name } },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-https`,
      {
        securityGroupId: group.id,
        description: "HTTPS, to AWS's endpoints and as far as the network lets it",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
      { parent: this },
    );
    return group.id;
  }
}

/**
 * RDS signs its certificates itself, and Node takes RDS's authorities from where Lambda keeps them (Lambda Developer
 * Guide, "Building Lambda functions with Node.js").
 */
const trustOf = ({ access }: LambdaFunctionArgs) =>
  access.database && { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" };

/** Traces have no resource-level permission (Service Authorization Reference, AWS X-Ray). */
const tracing: aws.iam.PolicyStatement[] = [
  { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
];

/**
 * What Lambda needs to put a function into a VPC, as in AWSLambdaVPCAccessExecutionRole, refused to the function's own
 * code (Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC").
 */
const interfaceActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];
const networkInterfaces: aws.iam.PolicyStatement[] = [
  { Effect: "Allow", Action: interfaceActions, Resource: "*" },
  {
    Effect: "Deny",
    Action: interfaceActions,
    Resource: "*",
    Condition: { ArnLike: { "lambda:SourceFunctionArn": "arn:*:lambda:*:*:function:*" } },
  },
];
