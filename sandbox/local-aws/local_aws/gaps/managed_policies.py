"""Policies that AWS keeps for everybody."""

import json
from typing import Any

from ministack.services import iam

_LOGS = "arn:aws:logs:*:*:log-group:RDS*"


def enhanced_monitoring() -> None:
    """AmazonRDSEnhancedMonitoringRole is not there: a role that has it may do nothing.

    https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
    """
    _add(
        "service-role/AmazonRDSEnhancedMonitoringRole",
        {
            "Sid": "EnableCreationAndManagementOfRDSCloudwatchLogGroups",
            "Effect": "Allow",
            "Action": ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
            "Resource": [_LOGS],
        },
        {
            "Sid": "EnableCreationAndManagementOfRDSCloudwatchLogStreams",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
            "Resource": [f"{_LOGS}:log-stream:*"],
        },
    )


def function_deployments() -> None:
    """AWSCodeDeployRoleForLambdaLimited is not there: a deployment whose role has it fails.

    https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html
    """
    actions = ("cloudwatch:DescribeAlarms", "lambda:UpdateAlias", "lambda:GetAlias")
    objects = ["s3:GetObject", "s3:GetObjectVersion"]
    tagged = {"StringEquals": {"s3:ExistingObjectTag/UseWithCodeDeploy": "true"}}
    _add(
        "service-role/AWSCodeDeployRoleForLambdaLimited",
        {"Effect": "Allow", "Action": [*actions, "lambda:GetProvisionedConcurrencyConfig"], "Resource": "*"},
        {"Effect": "Allow", "Action": objects, "Resource": "arn:aws:s3:::*/CodeDeploy/*"},
        {"Effect": "Allow", "Action": objects, "Resource": "*", "Condition": tagged},
        {
            "Effect": "Allow",
            "Action": ["lambda:InvokeFunction"],
            "Resource": "arn:aws:lambda:*:*:function:CodeDeployHook_*",
        },
    )


def _add(name: str, *statements: dict[str, Any]) -> None:
    arn = f"{iam._AWS_MANAGED_POLICY_PREFIX}{name}"
    if arn in iam._aws_managed_policies:
        raise LookupError(f"MiniStack knows {name} by itself now")
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam._aws_managed_policies[arn] = iam._make_aws_managed_record(name, document)
