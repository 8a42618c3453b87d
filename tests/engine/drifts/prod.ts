import { type Drift, tag } from "./drift";

/** The same of what only prod has. */
export const changesOfProd: readonly Drift[] = [
  tag("network-1", "ec2:Eip"),
  tag("network-2", "ec2:NatGateway"),
  tag("compute", "ec2:LaunchTemplate"),
  {
    type: "ec2:VpcEndpoint",
    name: "network-endpoints-ssm",
    by: (aws, { id = "" }) => aws.query("ec2", "ModifyVpcEndpoint", { VpcEndpointId: id, PrivateDnsEnabled: "false" }),
  },
  {
    type: "iam:InstanceProfile",
    name: "compute",
    by: (aws, { name = "", role = "" }) =>
      aws.query("iam", "RemoveRoleFromInstanceProfile", { InstanceProfileName: name, RoleName: role }),
  },
  {
    type: "autoscaling:Group",
    name: "compute",
    by: (aws, { name = "" }) =>
      aws.query("autoscaling", "UpdateAutoScalingGroup", { AutoScalingGroupName: name, MaxSize: "20" }),
  },
  {
    type: "autoscaling:Policy",
    name: "compute-cpu",
    gone: true,
    by: (aws, { autoscalingGroupName = "", name = "" }) =>
      aws.query("autoscaling", "DeletePolicy", { AutoScalingGroupName: autoscalingGroupName, PolicyName: name }),
  },
  {
    type: "cloudwatch:MetricAlarm",
    name: "compute-errors",
    gone: true,
    by: (aws, { name = "" }) => aws.query("monitoring", "DeleteAlarms", { "AlarmNames.member.1": name }),
  },
  {
    type: "cloudwatch:MetricAlarm",
    name: "compute-posts-rollout-errors",
    by: (aws, { name = "" }) => aws.query("monitoring", "DisableAlarmActions", { "AlarmNames.member.1": name }),
  },
  {
    type: "codedeploy:DeploymentGroup",
    name: "compute-posts-rollout",
    by: (aws, { appName = "", deploymentGroupName = "" }) =>
      aws.json("codedeploy", "CodeDeploy_20141006.UpdateDeploymentGroup", {
        applicationName: appName,
        currentDeploymentGroupName: deploymentGroupName,
        autoRollbackConfiguration: { enabled: false },
      }),
  },
  {
    type: "lb:LoadBalancer",
    name: "compute",
    by: (aws, { arn = "" }) =>
      aws.query("elasticloadbalancing", "ModifyLoadBalancerAttributes", {
        LoadBalancerArn: arn,
        "Attributes.member.1.Key": "routing.http.drop_invalid_header_fields.enabled",
        "Attributes.member.1.Value": "false",
      }),
  },
  {
    type: "lb:Listener",
    name: "compute-http",
    by: (aws, { arn = "" }) =>
      aws.query("elasticloadbalancing", "ModifyListener", {
        ListenerArn: arn,
        "DefaultActions.member.1.Type": "fixed-response",
        "DefaultActions.member.1.FixedResponseConfig.StatusCode": "200",
        "DefaultActions.member.1.FixedResponseConfig.ContentType": "text/plain",
      }),
  },
  {
    type: "lb:ListenerRule",
    name: "compute-2",
    gone: true,
    by: (aws, { arn = "" }) => aws.query("elasticloadbalancing", "DeleteRule", { RuleArn: arn }),
  },
  {
    type: "lb:TargetGroup",
    name: "compute",
    by: (aws, { arn = "" }) =>
      aws.query("elasticloadbalancing", "ModifyTargetGroup", {
        TargetGroupArn: arn,
        HealthCheckIntervalSeconds: "300",
      }),
  },
  {
    type: "wafv2:WebAclLoggingConfiguration",
    name: "edge",
    gone: true,
    by: (aws, { id = "" }) =>
      aws.elsewhere("us-east-1").json("wafv2", "AWSWAF_20190729.DeleteLoggingConfiguration", { ResourceArn: id }),
  },
];
