"""Target groups: their health checks, what they take, and who uses them."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import alb

from local_aws.patch import Response, complete, put, text_of, wrap

_CONNECTIONS = ("TCP", "TLS", "UDP", "TCP_UDP")
"""Protocols of network load balancers' groups."""
_INSTANCE = re.compile(r"i-[0-9a-f]{8,17}")


def connection_health_checks() -> None:
    """A health check by TCP has a path and expects a status, and one of a TCP group is by HTTP unless it says
    otherwise: the provider refuses to plan the group again."""
    wrap(alb._ACTION_MAP, "CreateTargetGroup", _create)
    complete(alb, "_tg_xml", _show_health_check)


def target_identities() -> None:
    """A group of instances takes addresses, and a group of addresses takes instances."""
    wrap(alb._ACTION_MAP, "RegisterTargets", _register)


def target_group_users() -> None:
    """A group in use can be deleted, and tells only those of its balancers whose listeners were made with it."""
    wrap(alb._ACTION_MAP, "DescribeTargetGroups", _describe)
    wrap(alb._ACTION_MAP, "DeleteTargetGroup", _refuse_used)


def _create(original: Any, params: Any) -> Response:
    """The defaults of the API reference for CreateTargetGroup."""
    response = original(params)
    group = alb._tgs.get(text_of(response, "TargetGroupArn"))
    if group is None or group["Protocol"] not in _CONNECTIONS:
        return response
    if not alb._p(params, "HealthCheckProtocol"):
        group["HealthCheckProtocol"] = "TCP"
    if not alb._p(params, "HealthCheckTimeoutSeconds"):
        group["HealthCheckTimeoutSeconds"] = 6 if group["HealthCheckProtocol"] == "HTTP" else 10
    if not alb._p(params, "Matcher.HttpCode"):
        group["Matcher"]["HttpCode"] = "200-399"
    for attribute in alb._tg_attrs[group["TargetGroupArn"]]:
        if attribute["Key"] == "stickiness.type":
            attribute["Value"] = "source_ip"
    return alb._xml(200, "CreateTargetGroup", f"<TargetGroups>{alb._tg_xml(group)}</TargetGroups>")


def _show_health_check(fields: Element, group: dict[str, Any]) -> None:
    if group["HealthCheckProtocol"] == "TCP":
        put(fields, "HealthCheckPath", None)
        put(fields, "Matcher", None)


def _register(original: Any, params: Any) -> Response:
    group = alb._tgs.get(alb._p(params, "TargetGroupArn"), {})
    for target in alb._parse_targets_param(params):
        is_instance = _INSTANCE.fullmatch(target["Id"]) is not None
        if group.get("TargetType") == "instance" and not is_instance:
            return alb._error("ValidationError", f"Instance ID '{target['Id']}' is not valid")
        if group.get("TargetType") == "ip" and is_instance:
            return alb._error("ValidationError", f"The IP address '{target['Id']}' is not valid")
    return original(params)


def _describe(original: Any, params: Any) -> Response:
    for arn, group in alb._tgs.items():
        group["LoadBalancerArns"] = balancers_of(arn)
    return original(params)


def _refuse_used(original: Any, params: Any) -> Response:
    arn = alb._p(params, "TargetGroupArn")
    if balancers_of(arn):
        return alb._error("ResourceInUse", f"Target group '{arn}' is currently in use by a listener or a rule")
    return original(params)


def balancers_of(group: str) -> list[str]:
    """Those with a rule, maybe a default one, that forwards to the group."""
    rules = [rule for rule in alb._rules.values() if group in groups_of(rule)]
    return sorted({alb._listeners[rule["ListenerArn"]]["LoadBalancerArn"] for rule in rules})


def groups_of(rule: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for action in rule["Actions"]:
        found.add(action.get("TargetGroupArn", ""))
        found.update(each["TargetGroupArn"] for each in action.get("ForwardConfig", {}).get("TargetGroups", []))
    return found
