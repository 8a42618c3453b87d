"""Tags of what Auto Scaling groups launch."""

from typing import Any

from ministack.services import autoscaling, ec2

from local_aws.gaps.autoscaling_templates import template_data
from local_aws.patch import Response, wrap


def launched_tags() -> None:
    """What a group launches has no tags: neither those that its template gives to instances and volumes, nor those that
    the group hands on. An instance's volume has the instance's id, less its kind."""
    wrap(autoscaling, "_reconcile_instances", _tag)
    wrap(autoscaling._ACTION_MAP, "DeleteAutoScalingGroup", _forget)


def _tag(original: Any, group: dict[str, Any]) -> None:
    original(group)
    before, now = set(group.get("Tagged", [])), {instance["InstanceId"] for instance in group["Instances"]}
    group["Tagged"] = sorted(now)
    _untag(before - now)
    by_type = {each["ResourceType"]: each["Tags"] for each in template_data(group).get("TagSpecifications", [])}
    own = autoscaling._tags.get(group["AutoScalingGroupName"], [])
    handed_on = [tag for tag in own if str(tag.get("PropagateAtLaunch")).lower() == "true"]
    for identity in now - before:
        # AWS hands a group's tags on to instances only.
        ec2._tags[identity] = _merged(by_type.get("instance", []), handed_on)
        ec2._tags[_volume_of(identity)] = _merged(by_type.get("volume", []))


def _forget(original: Any, p: Any) -> Response:
    group = autoscaling._asgs.get(autoscaling._p(p, "AutoScalingGroupName"), {})
    response: Response = original(p)
    if response[0] == 200:
        _untag(set(group.get("Tagged", [])))
    return response


def _untag(identities: set[str]) -> None:
    for identity in identities:
        ec2._tags.pop(identity, None)
        ec2._tags.pop(_volume_of(identity), None)


def _volume_of(instance: str) -> str:
    return instance.replace("i-", "vol-", 1)


def _merged(*lists: list[dict[str, Any]]) -> list[dict[str, str]]:
    values = {tag["Key"]: tag.get("Value", "") for tags in lists for tag in tags}
    return [{"Key": key, "Value": value} for key, value in values.items()]
