import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * What CodeDeploy does with its role when it shifts calls of functions: of AWS's policy AWSCodeDeployRoleForLambdaLimited what
 * a shift without functions of its own and without objects in S3 takes, and of these functions alone.
 */
export function shiftingStatements(functionArns: readonly pulumi.Output<string>[]): aws.iam.PolicyStatement[] {
  return [
    { Effect: "Allow", Action: ["lambda:GetAlias", "lambda:UpdateAlias"], Resource: [...functionArns] },
    {
      Effect: "Allow",
      Action: ["lambda:GetProvisionedConcurrencyConfig"],
      Resource: functionArns.map((arn) => pulumi.interpolate`${arn}:*`),
    },
    // How CodeDeploy asks for its alarms is not documented, so AWS's policy has it of all of them. It reads their states.
    { Effect: "Allow", Action: ["cloudwatch:DescribeAlarms"], Resource: "*" },
  ];
}
