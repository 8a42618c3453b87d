"""What Auto Scaling groups launch their instances from."""

from typing import Any

from ministack.services import autoscaling, ec2

from local_aws.gaps.autoscaling_groups import extend, group_of
from local_aws.patch import Response, wrap

_DISTRIBUTION = {
    # What AWS takes where a mixed instances policy does not say: API reference, InstancesDistribution.
    "OnDemandAllocationStrategy": "prioritized",
    "OnDemandBaseCapacity": "0",
    "OnDemandPercentageAboveBaseCapacity": "100",
    "SpotAllocationStrategy": "lowest-price",
}


def group_template() -> None:
    """A group shows its template's id as the template's name, and an update changes no version."""
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _store_template)
    wrap(autoscaling._ACTION_MAP, "UpdateAutoScalingGroup", _store_template)


def mixed_instances() -> None:
    """A group forgets its mixed instances policy."""
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _store_policy)
    wrap(autoscaling._ACTION_MAP, "UpdateAutoScalingGroup", _store_policy)
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_policy)


def instance_refresh() -> None:
    """A refresh is noted as successful and replaces no instance. An instance does not tell the number of its template's
    version, and none of a mixed group tells its template."""
    wrap(autoscaling, "_reconcile_instances", _launch)
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _launch_first)
    wrap(autoscaling._ACTION_MAP, "StartInstanceRefresh", _refresh)


def _store_template(original: Any, p: Any) -> Response:
    response = original(p)
    if response[0] == 200 and (template := autoscaling._parse_nested(p, "LaunchTemplate")):
        _use_template(group_of(p), template)
    return response


def _use_template(group: dict[str, Any], template: dict[str, str]) -> None:
    group["LaunchTemplate"] = _fully_named(template)
    group.pop("MixedInstancesPolicy", None)


def _store_policy(original: Any, p: Any) -> Response:
    response = original(p)
    if response[0] == 200 and (policy := autoscaling._parse_nested(p, "MixedInstancesPolicy")):
        _use_policy(group_of(p), policy)
    return response


def _use_policy(group: dict[str, Any], policy: dict[str, Any]) -> None:
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


def _current_template(group: dict[str, Any]) -> dict[str, str]:
    """What the group launches from now, with the number of the version."""
    policy = group.get("MixedInstancesPolicy")
    template = policy["LaunchTemplate"]["LaunchTemplateSpecification"] if policy else group.get("LaunchTemplate", {})
    counter = {"$Latest": "LatestVersionNumber", "$Default": "DefaultVersionNumber"}.get(template.get("Version"))
    record = _record(template)
    return {**template, "Version": str(record[counter])} if counter and record else template


def template_data(group: dict[str, Any]) -> dict[str, Any]:
    """What the template that a group launches from now says of instances."""
    named = _current_template(group)
    record = _record(named)
    versions = record["Versions"] if record else []
    found = (each["LaunchTemplateData"] for each in versions if str(each["VersionNumber"]) == named.get("Version"))
    return next(found, {})


def _launch(original: Any, group: dict[str, Any]) -> None:
    known = {instance["InstanceId"] for instance in group["Instances"]}
    original(group)
    for instance in group["Instances"]:
        if instance["InstanceId"] not in known:
            instance["LaunchTemplate"] = _current_template(group)


def _launch_first(original: Any, p: Any) -> Response:
    """Launches once more, now that all of the group's settings are kept."""
    response = original(p)
    if response[0] == 200:
        group = group_of(p)
        group["Instances"].clear()
        autoscaling._reconcile_instances(group)
    return response


def _refresh(original: Any, p: Any) -> Response:
    """Replaces the instances at once: nothing runs in them that would have to stay in service meanwhile."""
    response = original(p)
    if response[0] != 200:
        return response
    group = group_of(p)
    wanted = autoscaling._parse_nested(p, "DesiredConfiguration")
    if "LaunchTemplate" in wanted:
        _use_template(group, wanted["LaunchTemplate"])
    if "MixedInstancesPolicy" in wanted:
        _use_policy(group, wanted["MixedInstancesPolicy"])
    current, skip = _current_template(group), autoscaling._p(p, "Preferences.SkipMatching") == "true"
    group["Instances"] = [each for each in group["Instances"] if skip and each["LaunchTemplate"] == current]
    autoscaling._reconcile_instances(group)
    return response
