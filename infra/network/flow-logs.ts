import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkSettings } from "../settings";
import { accountOf, assumedBy } from "../identity";

type FlowLogsArgs = NetworkSettings["flowLogs"] & { readonly vpc: pulumi.Output<aws.ec2.Vpc> };

/** Flow logs of a VPC (EC2.6) in a CloudWatch log group of their own, written by a role that can do nothing else. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:FlowLogs", name, {}, opts);
    const vpcArn = args.vpc.apply((vpc) => vpc.arn);
    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: args.retentionDays }, { parent: this });
    const role = new aws.iam.Role(
      name,
      {
        description: "Writes the VPC's flow logs",
        assumeRolePolicy: vpcArn.apply((arn) =>
          assumedBy("vpc-flow-logs.amazonaws.com", { StringEquals: { "aws:SourceAccount": accountOf(arn) } }),
        ),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
              Resource: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:*`],
            },
            // DescribeLogGroups has no resource-level permission (Service Authorization Reference, CloudWatch Logs).
            { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
          ],
        },
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
        tags: { Name: name },
      },
      // Without its permissions the first records would be lost, and the flow log would report an access error.
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs();
  }
}
