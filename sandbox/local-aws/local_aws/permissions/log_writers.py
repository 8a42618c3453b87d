"""Whether a service that writes logs is let in where it is told to write them, by the policy of a bucket or a log group."""

from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, s3

DELIVERY = "delivery.logs.amazonaws.com"


def bucket_lets_in(bucket: str, key: str, service: str, source: str) -> bool:
    """Whether a service may put an object of logs of a source, as its bucket's owner wants objects to be owned."""
    context = _context(service, "s3:PutObject", f"arn:aws:s3:::{bucket}/{key}", source)
    return evaluate_resource_policy(s3._bucket_policies.get(bucket), context, service).decision == "Allow"


def group_lets_in(group: str, source: str) -> bool:
    """Whether the service of deliveries may write to a log group, by its ARN."""
    policies = [*cloudwatch_logs._resource_policies.values(), *cloudwatch_logs._log_group_policies.values()]
    return all(
        any(
            evaluate_resource_policy(policy["policyDocument"], context, DELIVERY).decision == "Allow"
            for policy in policies
        )
        for action in ("logs:CreateLogStream", "logs:PutLogEvents")
        for context in [_context(DELIVERY, action, f"{group}:log-stream:logs", source)]
    )


def target_of(destination: str) -> str:
    """The ARN of the bucket, log group or stream that a delivery destination leads to; empty where there is none."""
    for each in cloudwatch_logs._delivery_destinations.values():
        if each["arn"] == destination:
            return str(each["deliveryDestinationConfiguration"]["destinationResourceArn"])
    return ""


def folder_of(source: dict[str, Any]) -> str:
    """Where AWS puts a source's logs in a bucket."""
    name = {"cloudfront": "CloudFront"}.get(source["service"], source["service"])
    return f"AWSLogs/{get_account_id()}/{name}"


def _context(service: str, action: str, resource: str, source: str) -> EvalContext:
    account = get_account_id()
    return EvalContext(
        principal_arn=service,
        principal_type="",
        principal_account=account,
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={
            "aws:sourcearn": source,
            "aws:sourceaccount": account,
            "s3:x-amz-acl": "bucket-owner-full-control",
        },
    )
