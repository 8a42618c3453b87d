"""Auto Scaling groups: their settings, limits, metrics and policies."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import autoscaling, ec2

from local_aws.patch import Response, add, edit, fill, keep, render, wrap

_MEMBERS = (
    "CapacityRebalance",
    "Context",
    "DefaultInstanceWarmup",
    "DesiredCapacityType",
    "InstanceMaintenancePolicy",
    "MaxInstanceLifetime",
)
"""Kept and shown as they are given."""


def group_settings() -> None:
    """A group forgets its warm-up, maintenance policy and more, has one zone whatever its subnets, and an update
    changes neither termination policies nor protection from scale-in."""
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _store_settings)
    wrap(autoscaling._ACTION_MAP, "UpdateAutoScalingGroup", _store_settings)
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_settings)


def capacity_limits() -> None:
    """New limits of a group leave its desired capacity outside of them, and so may SetDesiredCapacity."""
    wrap(autoscaling._ACTION_MAP, "UpdateAutoScalingGroup", _keep_within_limits)
    wrap(autoscaling._ACTION_MAP, "SetDesiredCapacity", _refuse_beyond_limits)


def group_metrics() -> None:
    """A group's own metrics cannot be turned on and off."""
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_metrics)
    add(autoscaling._ACTION_MAP, "EnableMetricsCollection", _enable_metrics)
    add(autoscaling._ACTION_MAP, "DisableMetricsCollection", _disable_metrics)


def policy_names() -> None:
    """DescribePolicies ignores PolicyNames: with two policies the provider cannot tell which is which."""
    wrap(autoscaling._ACTION_MAP, "DescribePolicies", _describe_policies)


def group_of(p: Any) -> dict[str, Any]:
    """The group that a request names; an empty one when there is none."""
    return autoscaling._asgs.get(autoscaling._p(p, "AutoScalingGroupName"), {})


def extend(response: Response, members: Any) -> Response:
    """Adds `members(group)` to each group of the answer."""

    def extend_all(root: Element) -> None:
        for element in root.findall(".//AutoScalingGroups/member"):
            group = autoscaling._asgs[element.findtext("AutoScalingGroupName")]
            fill(element, members(group), "member")

    return edit(response, extend_all)


def done(p: Any, result: dict[str, Any] | None = None) -> Response:
    """The answer to an action that succeeded."""
    action = autoscaling._p(p, "Action")
    return autoscaling._xml(200, f"{action}Response", render({f"{action}Result": result or {}}, "member"))


def _store_settings(original: Any, p: Any) -> Response:
    response = original(p)
    if response[0] != 200:
        return response
    group = group_of(p)
    for name in _MEMBERS:
        if value := autoscaling._p(p, name) or autoscaling._parse_nested(p, name):
            group[name] = value
    if policies := autoscaling._parse_member_list(p, "TerminationPolicies"):
        group["TerminationPolicies"] = policies
    if protected := autoscaling._p(p, "NewInstancesProtectedFromScaleIn"):
        group["NewInstancesProtectedFromScaleIn"] = protected == "true"
    subnets = (ec2._subnets.get(subnet) for subnet in autoscaling._p(p, "VPCZoneIdentifier").split(","))
    if zones := {subnet["AvailabilityZone"] for subnet in subnets if subnet is not None}:
        group["AvailabilityZones"] = sorted(zones)
    return response


def _show_settings(original: Any, p: Any) -> Response:
    return extend(original(p), lambda group: {name: group[name] for name in _MEMBERS if name in group})


def _keep_within_limits(original: Any, p: Any) -> Response:
    """An update that names no desired capacity moves the group's into the limits: API reference of the action."""
    group = group_of(p)
    low, high = (int(autoscaling._p(p, name) or group.get(name, 0)) for name in ("MinSize", "MaxSize"))
    desired = autoscaling._p(p, "DesiredCapacity")
    if group and desired and not low <= int(desired) <= high:
        message = f"Desired capacity:{desired} must be between the specified min size:{low} and max size:{high}"
        return autoscaling._error("ValidationError", message)
    response = original(p)
    if response[0] == 200:
        group["DesiredCapacity"] = min(max(group["DesiredCapacity"], low), high)
        autoscaling._reconcile_instances(group)
    return response


def _refuse_beyond_limits(original: Any, p: Any) -> Response:
    group = group_of(p)
    desired = int(autoscaling._p(p, "DesiredCapacity") or 0)
    low, high = group.get("MinSize", desired), group.get("MaxSize", desired)
    if low <= desired <= high:
        return original(p)
    limit = f"below min value {low}" if desired < low else f"above max value {high}"
    message = f"New SetDesiredCapacity value {desired} is {limit} for the AutoScalingGroup."
    return autoscaling._error("ValidationError", message)


def _show_metrics(original: Any, p: Any) -> Response:
    def metrics(group: dict[str, Any]) -> dict[str, Any]:
        return {"EnabledMetrics": [{"Metric": name, "Granularity": "1Minute"} for name in group.get("Metrics", [])]}

    return extend(original(p), metrics)


def _enable_metrics(p: Any) -> Response:
    group = group_of(p)
    group["Metrics"] = sorted({*group.get("Metrics", []), *autoscaling._parse_member_list(p, "Metrics")})
    return done(p)


def _disable_metrics(p: Any) -> Response:
    """Without names, all of them."""
    group = group_of(p)
    named = autoscaling._parse_member_list(p, "Metrics") or group.get("Metrics", [])
    group["Metrics"] = [name for name in group.get("Metrics", []) if name not in named]
    return done(p)


def _describe_policies(original: Any, p: Any) -> Response:
    names = autoscaling._parse_member_list(p, "PolicyNames")
    return keep(original(p), "ScalingPolicies", lambda policy: not names or policy.findtext("PolicyName") in names)
