/**
 * Actions that AWS asks of whoever deploys and that no call of a deployment shows: it does them itself in the caller's name, or
 * checks them on the way. The local AWS checks no permissions, so no test finds that one is missing.
 *
 * Where no other source is named it is the Service Authorization Reference, which has them as dependent actions of what
 * `called.json` lists.
 */
export const onTheWay: readonly string[] = [
  // A scaling group is checked as if its caller launched ("Control Amazon EC2 launch template usage", EC2 Auto Scaling User Guide).
  "ec2:CreateTags",
  "ec2:RunInstances",
  // ElastiCache makes its interfaces in the caller's name.
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeTags",
  // The private name of an interface endpoint.
  "route53:AssociateVPCWithHostedZone",
  // The final snapshot of a database.
  "rds:CreateDBSnapshot",
  // Access logs of HTTP APIs, caches and distributions ("Configure logging for HTTP APIs", API Gateway Developer Guide).
  "cloudfront:AllowVendedLogDeliveryForResource",
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
  // CodeDeploy keeps what is to be deployed with the application ("CodeDeploy permissions reference", CodeDeploy User Guide).
  "codedeploy:GetApplicationRevision",
  "codedeploy:RegisterApplicationRevision",
  // What publishing calls when an upload breaks off or an invalidation is waited for (README.md).
  "cloudfront:GetInvalidation",
  "s3:AbortMultipartUpload",
];

/** A role that is there already gets its boundary, and other words, in place. */
export const ofRoles: readonly string[] = [
  "iam:PutRolePermissionsBoundary",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

/** Tags are given where a resource is made, and changed where `aws:defaultTags` of a stack file changes. */
export const tagging: readonly string[] = [
  "acm:AddTagsToCertificate",
  "acm:RemoveTagsFromCertificate",
  "autoscaling:CreateOrUpdateTags",
  "autoscaling:DeleteTags",
  "cloudfront:TagResource",
  "cloudfront:UntagResource",
  "cloudwatch:TagResource",
  "cloudwatch:UntagResource",
  "codedeploy:TagResource",
  "codedeploy:UntagResource",
  "ec2:DeleteTags",
  "elasticache:AddTagsToResource",
  "elasticache:RemoveTagsFromResource",
  "elasticloadbalancing:AddTags",
  "elasticloadbalancing:RemoveTags",
  "iam:TagInstanceProfile",
  "iam:TagRole",
  "iam:UntagInstanceProfile",
  "iam:UntagRole",
  "kms:TagResource",
  "kms:UntagResource",
  "lambda:TagResource",
  "lambda:UntagResource",
  "logs:TagResource",
  "logs:UntagResource",
  "rds:AddTagsToResource",
  "rds:RemoveTagsFromResource",
  "s3:ListTagsForResource",
  "s3:TagResource",
  "s3:UntagResource",
  "secretsmanager:TagResource",
  "secretsmanager:UntagResource",
  "ssm:AddTagsToResource",
  "ssm:RemoveTagsFromResource",
  "wafv2:TagResource",
  "wafv2:UntagResource",
];
