import { allow, type Named, type Statement } from "./statement";

/**
 * The most that a role of an environment's stack can do, whatever its own policies say: the actions of the platform's functions and
 * their releases, instances, flow logs, monitoring and proxies, on what is the stack's own where its name tells.
 *
 * A role that is to do more needs its actions here first, and `npm run bootstrap` once more.
 */
export function boundaryStatements({ partition, account, prefix }: Named): Statement[] {
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:*:${account}:${resource}`;
  return [
    allow(anywhere, "*"),
    allow(
      ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:InvokeFunction", "lambda:UpdateAlias"],
      arn("lambda", `function:${prefix}*`),
    ),
    allow(["s3:GetObject"], `arn:${partition}:s3:::${prefix.toLowerCase()}*/*`),
    allow(
      ["secretsmanager:GetSecretValue"],
      [arn("secretsmanager", `secret:${prefix}*`), arn("secretsmanager", "secret:rds!*")],
    ),
    allow(["kms:Decrypt"], arn("kms", "key/*"), { StringLike: { "kms:ViaService": "secretsmanager.*.amazonaws.com" } }),
    allow(["elasticache:Connect"], [arn("elasticache", "*")]),
    allow(["rds-db:connect"], arn("rds-db", "dbuser:*/*")),
  ];
}

/** Actions that know no resource, or whose resources have no name of the stack's. */
const anywhere = [
  // CodeDeploy, which ends what an alarm tells it to.
  "cloudwatch:DescribeAlarms",
  // Functions in the VPC, whose interfaces Lambda manages with their role.
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
  // Instances of an image.
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
  // Logs of workloads and of the network, and Enhanced Monitoring's, by AWS's policy AmazonRDSEnhancedMonitoringRole.
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:GetLogEvents",
  "logs:PutLogEvents",
  "logs:PutRetentionPolicy",
  // Session Manager.
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  // Traces.
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];
