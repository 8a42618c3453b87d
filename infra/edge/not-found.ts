import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { storedFile } from "../code/stored-file";
import { functionStatements } from "../lambda/function-statements";
import { runsOn } from "../lambda/runtime";
import { forAccountOf, ServiceRole } from "../identity/service-role";
import { httpsOnly } from "./custom-origin";

export interface NotFoundArgs {
  /** The page, as HTML. */
  readonly page: string;
  /** The distribution that may ask for it; it does not exist without this origin. */
  readonly distributionArn: pulumi.Output<string>;
}

/** Answers with the page, whatever is asked for. Nobody keeps it: the path may be a file with the next release. */
const code = [
  'const { readFileSync } = require("node:fs");',
  'const body = readFileSync(`${__dirname}/404.html`, "utf8");',
  'const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" };',
  "exports.handler = async () => ({ statusCode: 404, headers, body });",
  "",
].join("\n");

/** Days; Lambda's own lines are all that it logs, and who asked is in the distribution's access logs. */
const retentionInDays = 7;

/**
 * An origin that answers every path with one page and 404: a function, by its URL, which lets in one distribution alone.
 *
 * Why a function: docs/decisions.md, "The site's 404 page is a function's". Costs a call for each file that is not there.
 */
export class NotFound extends pulumi.ComponentResource {
  /** How a distribution names it. */
  readonly origin: Omit<aws.types.input.cloudfront.DistributionOrigin, "originId">;

  constructor(name: string, args: NotFoundArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:NotFound", name, {}, opts);
    const fn = this.page(name, args);
    const url = new aws.lambda.FunctionUrl(
      name,
      { functionName: fn.name, authorizationType: "AWS_IAM" },
      { parent: this },
    );
    const access = new aws.cloudfront.OriginAccessControl(
      name,
      { originAccessControlOriginType: "lambda", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
    this.letIn(name, fn, args.distributionArn);
    this.origin = {
      domainName: url.functionUrl.apply((address) => new URL(address).hostname),
      originAccessControlId: access.id,
      customOriginConfig: httpsOnly(),
    };
    this.registerOutputs({});
  }

  private page(name: string, { page }: NotFoundArgs): aws.lambda.Function {
    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays }, { parent: this });
    const role = new ServiceRole(
      name,
      {
        description: "Runs a function",
        service: "lambda.amazonaws.com",
        condition: forAccountOf(logGroup.arn),
        statements: functionStatements(logGroup.arn),
      },
      { parent: this },
    );
    return new aws.lambda.Function(
      name,
      {
        ...runsOn,
        code: new pulumi.asset.AssetArchive({
          "index.js": storedFile("index.js", code),
          "404.html": storedFile("404.html", page),
        }),
        role: role.arn,
        memorySize: 128,
        timeout: 3,
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      },
      { parent: this },
    );
  }

  /** URLs ask for both since October 2025 ("Control access to Lambda function URLs"). */
  private letIn(name: string, fn: aws.lambda.Function, sourceArn: pulumi.Output<string>): void {
    const caller = { function: fn.name, principal: "cloudfront.amazonaws.com", sourceArn };
    new aws.lambda.Permission(
      `${name}-url`,
      { ...caller, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "AWS_IAM" },
      { parent: this },
    );
    new aws.lambda.Permission(name, { ...caller, action: "lambda:InvokeFunction" }, { parent: this });
  }
}
