import { anybody, type Drift, everything, tag } from "./drift";

/** Changes of the network, roles and keys. */
export const changesOfNetwork: readonly Drift[] = [
  {
    type: "vpc:SecurityGroupIngressRule",
    name: "cache-in",
    by: (aws, { securityGroupId = "", id = "", referencedSecurityGroupId = "" }) =>
      aws.query("ec2", "ModifySecurityGroupRules", {
        GroupId: securityGroupId,
        "SecurityGroupRule.1.SecurityGroupRuleId": id,
        "SecurityGroupRule.1.SecurityGroupRule.IpProtocol": "tcp",
        "SecurityGroupRule.1.SecurityGroupRule.FromPort": "1",
        "SecurityGroupRule.1.SecurityGroupRule.ToPort": "65535",
        "SecurityGroupRule.1.SecurityGroupRule.ReferencedGroupId": referencedSecurityGroupId,
      }),
  },
  {
    type: "vpc:SecurityGroupIngressRule",
    name: "database-in",
    gone: true,
    by: (aws, { securityGroupId = "", id = "" }) =>
      aws.query("ec2", "RevokeSecurityGroupIngress", { GroupId: securityGroupId, "SecurityGroupRuleId.1": id }),
  },
  {
    type: "vpc:SecurityGroupEgressRule",
    name: "database-out",
    gone: true,
    by: (aws, { securityGroupId = "", id = "" }) =>
      aws.query("ec2", "RevokeSecurityGroupEgress", { GroupId: securityGroupId, "SecurityGroupRuleId.1": id }),
  },
  {
    type: "ec2:Subnet",
    name: "network-public-1",
    by: (aws, { id = "" }) =>
      aws.query("ec2", "ModifySubnetAttribute", { SubnetId: id, "MapPublicIpOnLaunch.Value": "true" }),
  },
  {
    type: "ec2:Vpc",
    name: "network",
    by: (aws, { id = "" }) =>
      aws.query("ec2", "ModifyVpcAttribute", { VpcId: id, "EnableDnsHostnames.Value": "false" }),
  },
  {
    type: "ec2:VpcEndpoint",
    name: "com.amazonaws.eu-west-1.s3",
    by: (aws, { id = "" }, other) =>
      aws.query("ec2", "ModifyVpcEndpoint", {
        VpcEndpointId: id,
        "RemoveRouteTableId.1": other("ec2:RouteTable", "network-private-1")["id"] ?? "",
      }),
  },
  {
    type: "ec2:VpcEndpointPolicy",
    name: "network-s3",
    by: (aws, { id = "" }) => aws.query("ec2", "ModifyVpcEndpoint", { VpcEndpointId: id, ResetPolicy: "true" }),
  },
  {
    type: "ec2:Route",
    name: "network-public-2",
    gone: true,
    by: (aws, { routeTableId = "" }) =>
      aws.query("ec2", "DeleteRoute", { RouteTableId: routeTableId, DestinationCidrBlock: anybody }),
  },
  {
    type: "ec2:RouteTableAssociation",
    name: "network-isolated-2",
    gone: true,
    by: (aws, { id = "" }) => aws.query("ec2", "DisassociateRouteTable", { AssociationId: id }),
  },
  {
    type: "ec2:FlowLog",
    name: "network-flow-logs",
    gone: true,
    by: (aws, { id = "" }) => aws.query("ec2", "DeleteFlowLogs", { "FlowLogId.1": id }),
  },
  tag("network", "ec2:InternetGateway"),
  tag("network-private-1", "ec2:RouteTable"),
  tag("database-target", "ec2:SecurityGroup"),
  {
    type: "iam:Role",
    name: "compute-posts",
    by: (aws, { id = "" }) =>
      aws.query("iam", "UpdateAssumeRolePolicy", {
        RoleName: id,
        PolicyDocument: everything({ Principal: { AWS: "*" } }).replace(
          '"Action":"*","Resource":"*"',
          '"Action":"sts:AssumeRole"',
        ),
      }),
  },
  {
    type: "iam:RolePolicy",
    name: "compute-health",
    by: (aws, { role = "", name = "" }) =>
      aws.query("iam", "PutRolePolicy", { RoleName: role, PolicyName: name, PolicyDocument: everything({}) }),
  },
  {
    type: "iam:RolePolicy",
    name: "network-flow-logs",
    gone: true,
    by: (aws, { role = "", name = "" }) => aws.query("iam", "DeleteRolePolicy", { RoleName: role, PolicyName: name }),
  },
  {
    type: "iam:RolePolicyAttachment",
    name: "database-monitoring-AmazonRDSEnhancedMonitoringRole",
    gone: true,
    by: (aws, { role = "", policyArn = "" }) =>
      aws.query("iam", "DetachRolePolicy", { RoleName: role, PolicyArn: policyArn }),
  },
  {
    type: "kms:Key",
    name: "cache",
    by: (aws, { id = "" }) => aws.json("kms", "TrentService.DisableKeyRotation", { KeyId: id }),
  },
  {
    type: "kms:Alias",
    name: "cache",
    gone: true,
    by: (aws, { id = "" }) => aws.json("kms", "TrentService.DeleteAlias", { AliasName: id }),
  },
];
