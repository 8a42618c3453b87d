"""Auto Scaling groups: their load balancing, metrics and policies."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import autoscaling

from local_aws.patch import Response, add, edit, fill, keep, render, wrap

_WHOLE_NUMBERS = ("DefaultInstanceWarmup", "MaxInstanceLifetime")


def group_settings() -> None:
    """A group forgets its warm-up and, once updated, its new template version and termination policies."""
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _store_settings)
    wrap(autoscaling._ACTION_MAP, "UpdateAutoScalingGroup", _store_settings)
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_settings)


def target_groups() -> None:
    """A group cannot be attached to a load balancer's target groups."""
    wrap(autoscaling._ACTION_MAP, "CreateAutoScalingGroup", _store_target_groups)
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_target_groups)
    add(autoscaling._ACTION_MAP, "AttachLoadBalancerTargetGroups", _attach)
    add(autoscaling._ACTION_MAP, "DetachLoadBalancerTargetGroups", _detach)
    add(autoscaling._ACTION_MAP, "DescribeLoadBalancerTargetGroups", _describe_attached)


def group_metrics() -> None:
    """A group's own metrics cannot be turned on and off."""
    wrap(autoscaling._ACTION_MAP, "DescribeAutoScalingGroups", _show_metrics)
    add(autoscaling._ACTION_MAP, "EnableMetricsCollection", _enable_metrics)
    add(autoscaling._ACTION_MAP, "DisableMetricsCollection", _disable_metrics)


def policy_names() -> None:
    """DescribePolicies ignores PolicyNames: with two policies the provider cannot tell which is which."""
    wrap(autoscaling._ACTION_MAP, "DescribePolicies", _describe_policies)


def _group(p: Any) -> dict[str, Any]:
    """The group that a request names; an empty one when there is none."""
    return autoscaling._asgs.get(autoscaling._p(p, "AutoScalingGroupName"), {})


def _store_settings(original: Any, p: Any) -> Response:
    response = original(p)
    group = _group(p)
    if response[0] != 200:
        return response
    for name in _WHOLE_NUMBERS:
        if value := autoscaling._p(p, name):
            group[name] = int(value)
    if policies := autoscaling._parse_member_list(p, "TerminationPolicies"):
        group["TerminationPolicies"] = policies
    if version := autoscaling._p(p, "LaunchTemplate.Version"):
        group.setdefault("LaunchTemplate", {})["Version"] = version
    return response


def _show_settings(original: Any, p: Any) -> Response:
    return _extend(original(p), lambda group: {name: group[name] for name in _WHOLE_NUMBERS if name in group})


def _store_target_groups(original: Any, p: Any) -> Response:
    response = original(p)
    if response[0] == 200:
        _group(p)["TargetGroupARNs"] = autoscaling._parse_member_list(p, "TargetGroupARNs")
    return response


def _show_target_groups(original: Any, p: Any) -> Response:
    return _extend(original(p), lambda group: {"TargetGroupARNs": group.get("TargetGroupARNs", [])})


def _attach(p: Any) -> Response:
    attached = _group(p).setdefault("TargetGroupARNs", [])
    named = autoscaling._parse_member_list(p, "TargetGroupARNs")
    attached.extend(arn for arn in named if arn not in attached)
    return _done(p)


def _detach(p: Any) -> Response:
    named = autoscaling._parse_member_list(p, "TargetGroupARNs")
    group = _group(p)
    group["TargetGroupARNs"] = [arn for arn in group.get("TargetGroupARNs", []) if arn not in named]
    return _done(p)


def _describe_attached(p: Any) -> Response:
    attached = _group(p).get("TargetGroupARNs", [])
    return _done(
        p,
        {"LoadBalancerTargetGroups": [{"LoadBalancerTargetGroupARN": arn, "State": "InService"} for arn in attached]},
    )


def _show_metrics(original: Any, p: Any) -> Response:
    def metrics(group: dict[str, Any]) -> dict[str, Any]:
        return {"EnabledMetrics": [{"Metric": name, "Granularity": "1Minute"} for name in group.get("Metrics", [])]}

    return _extend(original(p), metrics)


def _enable_metrics(p: Any) -> Response:
    group = _group(p)
    group["Metrics"] = sorted({*group.get("Metrics", []), *autoscaling._parse_member_list(p, "Metrics")})
    return _done(p)


def _disable_metrics(p: Any) -> Response:
    """Without names, all of them."""
    group = _group(p)
    named = autoscaling._parse_member_list(p, "Metrics") or group.get("Metrics", [])
    group["Metrics"] = [name for name in group.get("Metrics", []) if name not in named]
    return _done(p)


def _describe_policies(original: Any, p: Any) -> Response:
    names = autoscaling._parse_member_list(p, "PolicyNames")
    return keep(original(p), "ScalingPolicies", lambda policy: not names or policy.findtext("PolicyName") in names)


def _extend(response: Response, members: Any) -> Response:
    """Adds `members(group)` to each group of the answer."""

    def extend(root: Element) -> None:
        for element in root.findall(".//AutoScalingGroups/member"):
            group = autoscaling._asgs[element.findtext("AutoScalingGroupName")]
            fill(element, members(group), "member")

    return edit(response, extend)


def _done(p: Any, result: dict[str, Any] | None = None) -> Response:
    action = autoscaling._p(p, "Action")
    return autoscaling._xml(200, f"{action}Response", render({f"{action}Result": result or {}}, "member"))
