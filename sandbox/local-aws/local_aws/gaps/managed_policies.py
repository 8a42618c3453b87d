"""Policies that AWS keeps for everybody."""

import json

from ministack.services import iam

_LOGS = "arn:aws:logs:*:*:log-group:RDS*"


def enhanced_monitoring() -> None:
    """AmazonRDSEnhancedMonitoringRole is not there: a role that has it may do nothing.

    https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
    """
    name = "service-role/AmazonRDSEnhancedMonitoringRole"
    arn = f"{iam._AWS_MANAGED_POLICY_PREFIX}{name}"
    if arn in iam._aws_managed_policies:
        raise LookupError(f"MiniStack knows {name} by itself now")
    statements = [
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
    ]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam._aws_managed_policies[arn] = iam._make_aws_managed_record(name, document)
