"""What DescribeTargetHealth shows."""

from typing import Any

from ministack.services import alb

from local_aws import background
from local_aws.gaps.target_groups import balancers_of
from local_aws.health import requests_under_way, targets
from local_aws.patch import Response, render, wrap

_DRAINING = {
    "State": "draining",
    "Reason": "Target.DeregistrationInProgress",
    "Description": "Target deregistration is in progress",
}
_UNUSED = {
    "State": "unused",
    "Reason": "Target.NotInUse",
    "Description": "Target group is not configured to receive traffic from the load balancer",
}
_NOT_REGISTERED = {
    "State": "unused",
    "Reason": "Target.NotRegistered",
    "Description": "Target is not registered to the target group",
}


def target_health() -> None:
    """Every target is healthy, whatever runs there; one that is asked for and not registered is left out."""
    wrap(alb._ACTION_MAP, "DescribeTargetHealth", _describe)
    background.regularly(targets.look)


def _describe(original: Any, params: Any) -> Response:
    """`HealthStatus`, which is no member of AWS's answer, is left out."""
    response: Response = original(params)
    if response[0] != 200:
        return response
    arn = alb._p(params, "TargetGroupArn")
    group, asked = alb._tgs[arn], [each["Id"] for each in alb._parse_targets_param(params)]
    registered = alb._targets.get(arn, [])
    shown = [_shown(group, each["Id"], each.get("Port"), _registered(arn, each["Id"])) for each in registered]
    shown += [_shown(group, target, None, _DRAINING) for target in requests_under_way.draining(arn)]
    known = {each["Target"]["Id"] for each in shown}
    shown += [_shown(group, target, None, _NOT_REGISTERED) for target in asked if target not in known]
    descriptions = [each for each in shown if not asked or each["Target"]["Id"] in asked]
    return alb._xml(200, "DescribeTargetHealth", render({"TargetHealthDescriptions": descriptions}, "member"))


def _shown(group: dict[str, Any], target: str, port: int | None, health: dict[str, str]) -> dict[str, Any]:
    number = port or group.get("Port") or 80
    asked = group["HealthCheckPort"]
    return {
        "Target": {"Id": target, "Port": number},
        "HealthCheckPort": str(number) if asked == "traffic-port" else asked,
        "TargetHealth": health,
    }


def _registered(group: str, target: str) -> dict[str, str]:
    if not balancers_of(group):
        return _UNUSED
    health = targets.health_of(group, target)
    if health.failure is None:
        return {"State": health.kind}
    return {"State": health.kind, "Reason": health.failure.reason, "Description": health.failure.description}
