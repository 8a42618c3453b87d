import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { label } from "../names";
import type { NetworkSettings } from "../settings";
import { forAccountOf, ServiceRole } from "../identity/service-role";

type FlowLogsArgs = NetworkSettings["flowLogs"] & { readonly vpc: pulumi.Output<aws.ec2.Vpc> };

/** Flow logs of a VPC (EC2.6) in a CloudWatch log group of their own, written by a role that can do nothing else. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:FlowLogs", name, {}, opts);
    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: args.retentionDays }, { parent: this });
    const role = new ServiceRole(
      name,
      {
        description: "Writes the VPC's flow logs",
        service: "vpc-flow-logs.amazonaws.com",
        condition: forAccountOf(args.vpc.apply((vpc) => vpc.arn)),
        statements: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:*`],
          },
          // DescribeLogGroups has no resource-level permission (Service Authorization Reference, CloudWatch Logs).
          { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
        ],
      },
      { parent: this },
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpc.apply((vpc) => vpc.id),
        trafficType: args.trafficType,
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 600,
        tags: { Name: label(name) },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
