"""What Auto Scaling groups launch their instances from."""

import time
from typing import Any

from ministack.services import autoscaling, ec2

from local_aws.gaps.autoscaling_groups import extend, group_of
from local_aws.patch import Response, wrap
from local_aws.permissions.profiles import version_of

_DISTRIBUTION = {
    # What AWS takes where a mixed instances policy does not say: API reference, InstancesDistribution.
    "OnDemandAllocationStrategy": "prioritized",
    "OnDemandBaseCapacity": "0",
    "OnDemandPercentageAboveBaseCapacity": "100",
    "SpotAllocationStrategy": "lowest-price",
}

_creating: list[bool] = []
"""Not empty while a group is created."""


def group_template() -> None:
    """A group shows its template's id as the template's name, and an update changes no version."""
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _store_source)
    wrap(autoscaling._ACTION_MAP, "UpdateAutoScalingGroup", _change_source)


def mixed_instances() -> None:
    """A group forgets its mixed instances policy."""
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_policy)


def launched_versions() -> None:
    """An instance does not tell the number of its template's version, and none of a mixed group tells its template."""
    wrap(autoscaling, "_reconcile_instances", _launch)
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _launch_last)


def _store_source(original: Any, p: Any) -> Response:
    response: Response = original(p)
    if response[0] == 200:
        _use_given(group_of(p), p)
    return response


def _change_source(original: Any, p: Any) -> Response:
    """First, so that what the same update launches is of the new version."""
    if group := group_of(p):
        _use_given(group, p)
    response: Response = original(p)
    return response


def _use_given(group: dict[str, Any], p: Any) -> None:
    if template := autoscaling._parse_nested(p, "LaunchTemplate"):
        use_template(group, template)
    if policy := autoscaling._parse_nested(p, "MixedInstancesPolicy"):
        use_policy(group, policy)


def use_template(group: dict[str, Any], template: dict[str, str]) -> None:
    group["LaunchTemplate"] = _fully_named(template)
    group.pop("MixedInstancesPolicy", None)


def use_policy(group: dict[str, Any], policy: dict[str, Any]) -> None:
    template = policy["LaunchTemplate"]
    template["LaunchTemplateSpecification"] = _fully_named(template["LaunchTemplateSpecification"])
    policy["InstancesDistribution"] = {**_DISTRIBUTION, **policy.get("InstancesDistribution", {})}
    group["MixedInstancesPolicy"] = policy
    group["LaunchTemplate"] = {}


def _show_policy(original: Any, p: Any) -> Response:
    return extend(original(p), lambda group: {"MixedInstancesPolicy": group.get("MixedInstancesPolicy")})


def _fully_named(given: dict[str, str]) -> dict[str, str]:
    """A template's id, name and version, given its id or its name."""
    record = _record(given)
    return {
        "LaunchTemplateId": record["LaunchTemplateId"] if record else given.get("LaunchTemplateId", ""),
        "LaunchTemplateName": record["LaunchTemplateName"] if record else given.get("LaunchTemplateName", ""),
        "Version": given.get("Version") or "$Default",
    }


def _record(named: dict[str, str]) -> dict[str, Any] | None:
    for template in ec2._launch_templates.values():
        if any(named.get(key) == template[key] for key in ("LaunchTemplateId", "LaunchTemplateName")):
            return template
    return None


def current_template(group: dict[str, Any]) -> dict[str, str]:
    """What the group launches from now, with the number of the version: while an instance refresh goes on, what that leads
    to."""
    wanted = group.get("Wanted") or group
    policy = wanted.get("MixedInstancesPolicy")
    mixed = policy and policy["LaunchTemplate"]["LaunchTemplateSpecification"]
    return numbered(mixed or wanted.get("LaunchTemplate", {}))


def numbered(template: dict[str, str]) -> dict[str, str]:
    """A template with the number of its version."""
    counter = {"$Latest": "LatestVersionNumber", "$Default": "DefaultVersionNumber"}.get(template.get("Version", ""))
    record = _record(template)
    return {**template, "Version": str(record[counter])} if counter and record else template


def template_data(group: dict[str, Any]) -> dict[str, Any]:
    """What the template that a group launches from now says of instances."""
    version = version_of(current_template(group))
    return version["LaunchTemplateData"] if version else {}


def _launch(original: Any, group: dict[str, Any]) -> None:
    if _creating:
        return
    known = {instance["InstanceId"] for instance in group["Instances"]}
    original(group)
    for instance in group["Instances"]:
        if instance["InstanceId"] not in known:
            instance.update(LaunchTemplate=current_template(group), LaunchedAt=time.time())


def _launch_last(original: Any, p: Any) -> Response:
    """A new group launches once all of its settings are kept."""
    _creating.append(True)
    try:
        response: Response = original(p)
    finally:
        _creating.pop()
    if response[0] == 200:
        autoscaling._reconcile_instances(group_of(p))
    return response
