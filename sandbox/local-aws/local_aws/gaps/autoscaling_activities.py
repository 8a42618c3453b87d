"""What a scaling group has launched and ended, and why."""

import time
from typing import Any

from ministack.core.responses import new_uuid, now_iso
from ministack.services import autoscaling

from local_aws.gaps.autoscaling_groups import done
from local_aws.patch import Response, wrap

_MOST = 100
"""AWS keeps them for six weeks; here a group keeps the newest."""


def scaling_activities() -> None:
    """A group has no activities, so nobody can tell why an instance went."""
    wrap(autoscaling._ACTION_MAP, "DescribeScalingActivities", _describe)


def note(group: dict[str, Any], before: list[dict[str, Any]], why: str) -> None:
    """The activities by which a group came from what it had before to what it has."""
    were, are = ({each["InstanceId"] for each in instances} for instances in (before, group["Instances"]))
    ended, launched = f"taken out of service in response to {why}", f"launched in response to {why}"
    made = [_activity(group, f"Terminating EC2 instance: {name}", ended) for name in were - are]
    made += [_activity(group, f"Launching a new EC2 instance: {name}", launched) for name in are - were]
    group["Activities"] = [*reversed(made), *group.get("Activities", [])][:_MOST]


def _activity(group: dict[str, Any], description: str, what: str) -> dict[str, Any]:
    now = now_iso()
    return {
        "ActivityId": new_uuid(),
        "AutoScalingGroupName": group["AutoScalingGroupName"],
        "AutoScalingGroupARN": group["AutoScalingGroupARN"],
        "Description": description,
        "Cause": f"At {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} an instance was {what}.",
        "StartTime": now,
        "EndTime": now,
        "StatusCode": "Successful",
        "Progress": 100,
        "Details": "{}",
    }


def _describe(original: Any, p: Any) -> Response:
    name, most = autoscaling._p(p, "AutoScalingGroupName"), int(autoscaling._p(p, "MaxRecords") or _MOST)
    named = autoscaling._parse_member_list(p, "ActivityIds")
    groups = [group for group in autoscaling._asgs.values() if name in ("", group["AutoScalingGroupName"])]
    found = [each for group in groups for each in group.get("Activities", [])]
    return done(p, {"Activities": [each for each in found if not named or each["ActivityId"] in named][:most]})
