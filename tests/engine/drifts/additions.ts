import { anybody, type Drift, everything, opened } from "./drift";

/** Things added beside what the program states: nothing that it made was touched. */
export const additions: readonly Drift[] = [
  {
    type: "ec2:DefaultSecurityGroup",
    name: "network-default",
    by: (aws, { id = "" }) => aws.query("ec2", "AuthorizeSecurityGroupIngress", { GroupId: id, ...opened() }),
  },
  {
    type: "ec2:VpcSecurityGroupRulesExclusive",
    name: "database-target",
    by: (aws, { id = "" }) => aws.query("ec2", "AuthorizeSecurityGroupIngress", { GroupId: id, ...opened() }),
  },
  {
    type: "ec2:VpcSecurityGroupRulesExclusive",
    name: "cache-client",
    by: (aws, { id = "" }) => aws.query("ec2", "AuthorizeSecurityGroupEgress", { GroupId: id, ...opened() }),
  },
  {
    type: "iam:RolePolicyAttachmentsExclusive",
    name: "compute-posts",
    by: (aws, { id = "" }) =>
      aws.query("iam", "AttachRolePolicy", {
        RoleName: id,
        PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
  },
  {
    type: "kms:KeyPolicy",
    name: "database",
    by: (aws, { id = "" }) =>
      aws.json("kms", "TrentService.PutKeyPolicy", {
        KeyId: id,
        PolicyName: "default",
        Policy: everything({ Principal: "*" }),
      }),
  },
  {
    type: "ec2:RouteTable",
    name: "network-isolated-1",
    by: (aws, { id = "" }, other) =>
      aws.query("ec2", "CreateRoute", {
        RouteTableId: id,
        DestinationCidrBlock: anybody,
        GatewayId: other("ec2:Route", "network-public-1")["gatewayId"] ?? "",
      }),
  },
  {
    type: "s3:BucketPolicy",
    name: "edge-site",
    by: (aws, { bucket = "" }) =>
      aws.send(
        "s3",
        "PUT",
        `/${bucket}?policy=`,
        everything({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }).replace(
          '"*"}',
          `"arn:aws:s3:::${bucket}/*"}`,
        ),
      ),
  },
];
