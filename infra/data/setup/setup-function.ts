import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { storedFile } from "../../code/stored-file";
import { told } from "../../identity/documents";
import { forAccountOf, ServiceRole } from "../../identity/service-role";
import { functionStatements } from "../../lambda/function-statements";
import { runsOn } from "../../lambda/runtime";
import { placeInVpc } from "../../lambda/vpc-place";

interface SetupFunctionArgs {
  /** What its role is for. */
  readonly description: string;
  /** Source of a CommonJS module that exports `handler`. */
  readonly code: Promise<string>;
  /** Files beside it: contents by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly timeoutSeconds: number;
  readonly logRetentionDays: number;
  /** What its role may do besides writing its log. */
  readonly statements?: readonly aws.iam.PolicyStatement[];
  /** Where it is in a VPC, if anywhere. */
  readonly place?: {
    readonly vpcId: pulumi.Input<string>;
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupIds: readonly pulumi.Input<string>[];
  };
}

const memorySize = 256;

/**
 * A function that the deployment calls, and nobody else: its newest code, without versions. A call that comes while another is under
 * way waits in the database, so no concurrency of the account is kept for it.
 */
export class SetupFunction extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Its generated name. */
  readonly functionName: pulumi.Output<string>;
  /** For whoever waits until it can be called. */
  readonly fn: pulumi.Resource;

  constructor(name: string, args: SetupFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:SetupFunction", name, {}, opts);
    const { description, statements = [], place, files = {} } = args;
    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: args.logRetentionDays }, { parent: this });
    const role = new ServiceRole(
      name,
      {
        description,
        service: "lambda.amazonaws.com",
        condition: forAccountOf(logGroup.arn),
        statements: [...functionStatements(logGroup.arn), ...statements],
      },
      { parent: this },
    );
    const inVpc =
      place && placeInVpc(name, { ...place, description, role, logGroupArn: logGroup.arn }, { parent: this });
    const beside = Object.entries(files).map(([path, text]) => [path, storedFile(path, text)] as const);
    const fn = new aws.lambda.Function(
      name,
      {
        ...runsOn,
        code: new pulumi.asset.AssetArchive(
          args.code.then((code) => ({ "index.js": storedFile("index.js", code), ...Object.fromEntries(beside) })),
        ),
        role: inVpc?.roleArn ?? role.arn,
        memorySize,
        timeout: args.timeoutSeconds,
        environment: { variables: args.environment },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        vpcConfig: inVpc?.vpcConfig,
      },
      { parent: this },
    );
    this.fn = fn;
    this.arn = fn.arn;
    this.functionName = fn.name;
    this.registerOutputs({ functionName: this.functionName, ...(inVpc && told(inVpc.policies)) });
  }
}
