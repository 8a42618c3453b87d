"""Rules of where services write logs: they try it as they are told to."""

from ministack.core.responses import get_account_id
from ministack.services import alb, cloudwatch_logs

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions.log_writers import DELIVERY, bucket_lets_in, folder_of, group_lets_in, target_of
from local_aws.permissions.verdicts import caller_may

_WRITERS = {"application": "logdelivery.elasticloadbalancing.amazonaws.com", "network": DELIVERY}

_CHANGES = {
    # What it takes to let a delivery in.
    "s3": ("s3:GetBucketPolicy", "s3:PutBucketPolicy"),
    "logs": ("logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:PutResourcePolicy"),
}


@rule("elbv2", "ModifyLoadBalancerAttributes")
def balancer_logs(call: Call) -> None:
    """A balancer's access logs go to a bucket of its region whose policy lets the service write them there.

    Source: Elastic Load Balancing User Guide, "Enable access logs for your Application Load Balancer" (bucket permissions,
    troubleshooting) and "Access logs for your Network Load Balancer".
    """
    given = {each.get("Key"): each.get("Value", "") for each in call.get("Attributes", [])}
    balancer = alb._lbs.get(call.get("LoadBalancerArn"))
    if given.get("access_logs.s3.enabled") != "true" or balancer is None:
        return
    bucket, prefix = given.get("access_logs.s3.bucket", ""), given.get("access_logs.s3.prefix", "")
    folder = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    writer = _WRITERS.get(balancer.get("Type", "application"), "")
    key = f"{folder}/{get_account_id()}/ELBAccessLogTestFile"
    if not bucket_lets_in(bucket, key, writer, call.get("LoadBalancerArn")):
        raise Refusal(
            "InvalidConfigurationRequest", f"Access Denied for bucket: {bucket}. Please check S3bucket permission"
        )


@rule("logs", "CreateDelivery")
def deliveries(call: Call) -> None:
    """A delivery goes where the policy of the bucket or log group lets it write, or who makes it may change that policy,
    which AWS then does.

    Source: CloudWatch Logs User Guide, "Enable logging from AWS services" (V2 permissions, logs sent to Amazon S3 and to
    CloudWatch Logs); the message: ministryofjustice/cloud-platform#8430.
    """
    source = cloudwatch_logs._delivery_sources.get(call.get("deliverySourceName"))
    target = target_of(call.get("deliveryDestinationArn"))
    if source is None or not target:
        return
    if not _can_write(call, target, folder_of(source), source["arn"]):
        raise Refusal("AccessDeniedException", "Access Denied for this Delivery Destination")


@rule("wafv2", "PutLoggingConfiguration")
def web_acl_logs(call: Call) -> None:
    """A web ACL's logs go where the policy of the bucket or log group lets them, or who turns them on may change that
    policy, which WAF then does.

    Source: AWS WAF Developer Guide, "Logging protection pack (web ACL) traffic": CloudWatch Logs and Amazon S3 (permissions);
    the message: hashicorp/terraform-provider-aws#36000.
    """
    acl = call.get("LoggingConfiguration.ResourceArn", "")
    for target in call.get("LoggingConfiguration.LogDestinationConfigs", []):
        if not _can_write(call, target, f"AWSLogs/{get_account_id()}/WAFLogs", acl):
            raise Refusal(
                "WAFLogDestinationPermissionIssueException",
                "Unable to deliver logs to the configured destination. You might need to grant log delivery permissions "
                "for the destination.",
            )


def _can_write(call: Call, target: str, folder: str, source: str) -> bool:
    service, resource = target.split(":")[2], target.removesuffix(":*")
    if service == "s3":
        bucket, _, prefix = target.rpartition(":::")[2].partition("/")
        key = "/".join(filter(None, (prefix, folder, "log")))
        resource = f"arn:aws:s3:::{bucket}"
        let_in = bucket_lets_in(bucket, key, DELIVERY, source)
    elif service == "logs":
        let_in = group_lets_in(resource, source)
    else:
        return True
    return let_in or all(caller_may(call.caller, action, resource) for action in _CHANGES[service])
