"""Rules of flow logs. Whether their role can be assumed is asked by `passed_roles.flow_logs`."""

from ministack.services import s3

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule


@rule("ec2", "CreateFlowLogs")
def destinations(call: Call) -> None:
    """Flow logs go to a log group in CloudWatch Logs with a role, or to a bucket that is there without one.

    Source: Amazon EC2 API Reference, CreateFlowLogs (DeliverLogsPermissionArn) and "Error codes" (LogDestinationNotFound);
    the messages are those of badmintoncryer/cdk-preflight, pf-ec2-flow-log-destination-config, and
    aws-samples/aws-secure-environment-accelerator#1111.
    """
    kind, role = call.get("LogDestinationType", "cloud-watch-logs"), call.get("DeliverLogsPermissionArn")
    if not call.get("LogDestination") and not call.get("LogGroupName"):
        raise Refusal("InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided.")
    if kind == "cloud-watch-logs" and not role:
        message = "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs."
        raise Refusal("InvalidParameter", message)
    if kind != "s3":
        return
    if role:
        raise Refusal("InvalidParameter", "DeliverLogsPermissionArn is not applicable for s3 delivery")
    bucket = call.get("LogDestination", "").rpartition(":")[2].partition("/")[0]
    if bucket not in s3._buckets:
        raise Refusal("LogDestinationNotFound", f"LogDestination: {bucket} does not exist")


@rule("ec2", "CreateFlowLogs")
def intervals(call: Call) -> None:
    """A record is of one minute or of ten.

    Source: Amazon EC2 API Reference, CreateFlowLogs (MaxAggregationInterval); the message is that of
    badmintoncryer/cdk-preflight, pf-ec2-flow-log-aggregation-interval.
    """
    if call.get("MaxAggregationInterval", 600) not in (60, 600):
        raise Refusal("InvalidParameter", "Invalid Flow Log Max Aggregation Interval.")
