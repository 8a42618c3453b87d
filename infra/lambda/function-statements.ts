import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What Lambda does with the role of a function to attach it to a VPC ("Required IAM permissions", Lambda Developer Guide). */
const describeInterfaces = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
const manageInterfaces = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** What the role of a function may do, besides reaching data: write to its own log group and send traces. */
export function functionStatements(logGroupArn: pulumi.Output<string>): aws.iam.PolicyStatement[] {
  return [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: pulumi.interpolate`${logGroupArn}:*`,
    },
    // Neither has resource-level permissions (Service Authorization Reference, AWS X-Ray).
    { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
  ];
}

/** In a VPC Lambda manages network interfaces with the role, in the region of the log group. The function's own code may not. */
export function interfaceStatements(logGroupArn: pulumi.Output<string>): aws.iam.PolicyStatement[] {
  const interfaces = logGroupArn.apply((arn) => {
    const [, partition, , region, account] = arn.split(":");
    return `arn:${partition}:ec2:${region}:${account}:*/*`;
  });
  return [
    // Describing has no resource-level permissions (Service Authorization Reference, Amazon EC2).
    { Effect: "Allow", Action: describeInterfaces, Resource: "*" },
    // Lambda makes the interfaces, so their ids are not known; the guide asks for all of the account and region.
    { Effect: "Allow", Action: manageInterfaces, Resource: interfaces },
    // The key is there in calls by the function's code, and not in those by which Lambda manages interfaces
    // ("Using source function ARN to control function access behavior", Lambda Developer Guide).
    {
      Effect: "Deny",
      Action: [...describeInterfaces, ...manageInterfaces],
      Resource: "*",
      Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
    },
  ];
}
