"""The target groups of Auto Scaling groups."""

from typing import Any

from ministack.services import alb, autoscaling

from local_aws.gaps.autoscaling_groups import done, extend, group_of
from local_aws.patch import Response, add, wrap


def target_groups() -> None:
    """A group cannot be attached to target groups, and so its instances are never targets."""
    actions = autoscaling._ACTION_MAP
    wrap(autoscaling, "_reconcile_instances", _reconcile)
    wrap(actions, "CreateAutoScalingGroup", _store)
    wrap(actions, "DeleteAutoScalingGroup", _delete)
    wrap(actions, "DescribeAutoScalingGroups", _show)
    add(actions, "AttachLoadBalancerTargetGroups", _attach)
    add(actions, "DetachLoadBalancerTargetGroups", _detach)
    add(actions, "DescribeLoadBalancerTargetGroups", _describe)


def _register(group: dict[str, Any]) -> None:
    """Makes the group's instances targets of its target groups, and of no others. Other targets stay."""
    attached = group.get("TargetGroupARNs", [])
    registered = group.setdefault("RegisteredTargets", {})
    for arn in {*attached, *registered}:
        port = alb._tgs.get(arn, {}).get("Port")
        instances = [instance["InstanceId"] for instance in group["Instances"]] if arn in attached else []
        alb.set_targets_for_group(arn, [(instance, port) for instance in instances], registered.get(arn, []))
        registered[arn] = instances


def _reconcile(original: Any, group: dict[str, Any]) -> None:
    original(group)
    _register(group)


def _store(original: Any, p: Any) -> Response:
    response = original(p)
    if response[0] == 200:
        group = group_of(p)
        group["TargetGroupARNs"] = autoscaling._parse_member_list(p, "TargetGroupARNs")
        _register(group)
    return response


def _delete(original: Any, p: Any) -> Response:
    if group := group_of(p):
        group["TargetGroupARNs"] = []
        _register(group)
    return original(p)


def _show(original: Any, p: Any) -> Response:
    return extend(original(p), lambda group: {"TargetGroupARNs": group.get("TargetGroupARNs", [])})


def _attach(p: Any) -> Response:
    group = group_of(p)
    attached = group.setdefault("TargetGroupARNs", [])
    named = autoscaling._parse_member_list(p, "TargetGroupARNs")
    attached.extend(arn for arn in named if arn not in attached)
    _register(group)
    return done(p)


def _detach(p: Any) -> Response:
    group = group_of(p)
    named = autoscaling._parse_member_list(p, "TargetGroupARNs")
    group["TargetGroupARNs"] = [arn for arn in group.get("TargetGroupARNs", []) if arn not in named]
    _register(group)
    return done(p)


def _describe(p: Any) -> Response:
    attached = group_of(p).get("TargetGroupARNs", [])
    return done(
        p,
        {"LoadBalancerTargetGroups": [{"LoadBalancerTargetGroupARN": arn, "State": "InService"} for arn in attached]},
    )
