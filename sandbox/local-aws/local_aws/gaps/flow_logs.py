"""Flow logs with everything that was asked of them."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from local_aws.patch import Response, edit, put, wrap
from local_aws.permissions.verdicts import role_may, role_of

_DEFAULT_FORMAT = (
    "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} "
    "${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}"
)
"""https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html"""


def flow_log_settings() -> None:
    """A flow log forgets its role, interval, format, destination options and tags: the provider would replace it.

    It is shown to deliver, also by a role that may not write: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html
    """
    wrap(ec2._ACTION_MAP, "CreateFlowLogs", _create)
    wrap(ec2._ACTION_MAP, "DescribeFlowLogs", _describe)


def _create(original: Any, p: Any) -> Response:
    before = set(ec2._flow_logs)
    response = original(p)
    for identity in set(ec2._flow_logs) - before:
        ec2._flow_logs[identity]["Settings"] = _settings(p)
        ec2._parse_tag_specs(p, "vpc-flow-log", identity)
    return response


def _settings(p: Any) -> dict[str, Any]:
    """The members that DescribeFlowLogs lacks, named as it names them."""
    settings: dict[str, Any] = {
        "maxAggregationInterval": ec2._p(p, "MaxAggregationInterval") or "600",
        "logFormat": ec2._p(p, "LogFormat") or _DEFAULT_FORMAT,
        "deliverLogsStatus": "SUCCESS",
    }
    if role := ec2._p(p, "DeliverLogsPermissionArn"):
        settings["deliverLogsPermissionArn"] = role
        if not _can_write(role, ec2._p(p, "LogDestination") or f":log-group:{ec2._p(p, 'LogGroupName')}"):
            settings |= {"deliverLogsStatus": "FAILED", "deliverLogsErrorMessage": "Access error"}
    if ec2._p(p, "LogDestinationType") == "s3":
        settings["destinationOptions"] = {
            "fileFormat": ec2._p(p, "DestinationOptions.FileFormat") or "plain-text",
            "hiveCompatiblePartitions": ec2._p(p, "DestinationOptions.HiveCompatiblePartitions") or "false",
            "perHourPartition": ec2._p(p, "DestinationOptions.PerHourPartition") or "false",
        }
    return settings


def _can_write(arn: str, group: str) -> bool:
    name = group.removesuffix(":*").partition(":log-group:")[2]
    group = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{name}"
    role = role_of(arn)
    needs = {
        "logs:DescribeLogGroups": "*",
        "logs:DescribeLogStreams": f"{group}:*",
        "logs:CreateLogStream": f"{group}:log-stream:eni",
        "logs:PutLogEvents": f"{group}:log-stream:eni",
    }
    return role is not None and all(role_may(role, action, resource) for action, resource in needs.items())


def _describe(original: Any, p: Any) -> Response:
    def add_settings(root: Element) -> None:
        for element in root.findall("flowLogSet/item"):
            for tag, value in ec2._flow_logs[element.findtext("flowLogId")].get("Settings", {}).items():
                put(element, tag, value)

    return edit(original(p), add_settings)
