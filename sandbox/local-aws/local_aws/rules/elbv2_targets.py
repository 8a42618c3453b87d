"""Rules of Elastic Load Balancing about target groups: health checks and attributes."""

import re
from typing import Any

from ministack.services import alb

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_HTTP = ("HTTP", "HTTPS")
_CODES = re.compile(r"\d{3}([,-]\d{3})*")
_HIGHEST = {"HTTP": 499, "HTTPS": 499, "GENEVE": 399}
"""Of a matcher's codes, by the group's protocol; 599 for the others."""


@rule("elbv2", "CreateTargetGroup", "ModifyTargetGroup")
def health_checks(call: Call) -> None:
    """A health check waits shorter than its interval; one by TCP, which only groups of connections have, knows no
    status; one by HTTP has a status, and a given one is not empty.

    Source: Elastic Load Balancing API Reference, CreateTargetGroup (HealthCheckProtocol, Matcher); the messages are
    those of hashicorp/terraform-provider-aws#2653, awsdocs/aws-cloudformation-user-guide#186.
    """
    group = _group_of(call)
    protocol = group.get("Protocol") or call.get("Protocol", "")
    check = call.get("HealthCheckProtocol") or group.get("HealthCheckProtocol") or _default_check(protocol)
    if check == "TCP" and protocol in _HTTP:
        raise Refusal(
            "InvalidConfigurationRequest",
            f"Health check protocol 'TCP' is not supported for target groups with the {protocol} protocol",
        )
    if check not in ("HTTP", "HTTPS", "TCP"):
        raise Refusal("ValidationError", f"Health check protocol '{check}' must be one of HTTP, HTTPS, TCP")
    _matcher(call, protocol, check)
    interval = call.get("HealthCheckIntervalSeconds", group.get("HealthCheckIntervalSeconds", 30))
    default = 6 if check == "HTTP" and protocol not in _HTTP else 5 if protocol in _HTTP else 10
    timeout = call.get("HealthCheckTimeoutSeconds", group.get("HealthCheckTimeoutSeconds", default))
    if timeout >= interval:
        raise Refusal("ValidationError", "Health check interval must be greater than the timeout.")


def _matcher(call: Call, protocol: str, check: str) -> None:
    given = call.get("Matcher")
    if check == "TCP":
        if given is not None:
            raise Refusal(
                "InvalidConfigurationRequest", "Health check matchers are not supported for TCP health checks"
            )
        return
    if given is None or given.get("GrpcCode"):
        return
    codes = given.get("HttpCode", "")
    if not codes:
        raise Refusal("ValidationError", "Health check matcher HTTP code cannot be empty")
    highest = _HIGHEST.get(protocol, 599)
    if not _CODES.fullmatch(codes) or any(not 200 <= int(code) <= highest for code in re.findall(r"\d+", codes)):
        raise Refusal(
            "ValidationError", f"Health check matcher HTTP code '{codes}' must be within '200-{highest}' inclusive"
        )


@rule("elbv2", "ModifyTargetGroupAttributes")
def algorithms(call: Call) -> None:
    """`weighted_random` excludes stickiness and slow start, `least_outstanding_requests` slow start, and anomalies are
    mitigated with `weighted_random` alone.

    Source: Elastic Load Balancing user guide for Application Load Balancers, "Edit target group attributes" (Routing
    algorithm, Slow start mode, Automatic Target Weights); the message about stickiness is that of
    hashicorp/terraform-provider-aws#35083.
    """
    values = _after(call)
    algorithm = values.get("load_balancing.algorithm.type", "round_robin")
    if algorithm not in ("round_robin", "least_outstanding_requests", "weighted_random"):
        raise Refusal(
            "ValidationError",
            f"'{algorithm}' must be one of [round_robin, least_outstanding_requests, weighted_random]",
        )
    if algorithm == "weighted_random" and values.get("stickiness.enabled") == "true":
        raise Refusal(
            "InvalidConfigurationRequest",
            "You cannot have both stickiness and weighted random algorithm enabled on the same target group.",
        )
    if values.get("load_balancing.algorithm.anomaly_mitigation") == "on" and algorithm != "weighted_random":
        raise Refusal(
            "InvalidConfigurationRequest",
            f"Anomaly mitigation cannot be enabled with the algorithm '{algorithm}': it needs 'weighted_random'",
        )
    if algorithm != "round_robin" and values.get("slow_start.duration_seconds", "0") != "0":
        raise Refusal(
            "InvalidConfigurationRequest",
            f"Slow start mode cannot be enabled with the algorithm '{algorithm}': it needs 'round_robin'",
        )


@rule("elbv2", "ModifyTargetGroupAttributes")
def stickiness(call: Call) -> None:
    """Stickiness is by cookie in groups of requests, by address in groups of connections, and not there with TLS.

    Source: Elastic Load Balancing API Reference, TargetGroupAttribute (stickiness.type); the messages are those that
    hashicorp/terraform-provider-aws expects of AWS in `internal/service/elbv2/target_group_test.go`.
    """
    values = _after(call)
    protocol = alb._tgs.get(call.get("TargetGroupArn", ""), {}).get("Protocol", "HTTP")
    kind, is_on = values.get("stickiness.type", ""), values.get("stickiness.enabled") == "true"
    if is_on and protocol == "TLS":
        raise Refusal(
            "InvalidConfigurationRequest", "You cannot enable stickiness on target groups with the TLS protocol"
        )
    is_cookie = kind in ("lb_cookie", "app_cookie")
    if is_on and is_cookie != (protocol in _HTTP):
        raise Refusal(
            "InvalidConfigurationRequest",
            f"Stickiness type '{kind}' is not supported for target groups with the {protocol} protocol",
        )
    seconds = values.get("stickiness.lb_cookie.duration_seconds", "86400")
    if not (seconds.isdigit() and 1 <= int(seconds) <= 604_800):
        raise Refusal("ValidationError", f"'{seconds}' is not within the range 1 to 604800 seconds")


def _default_check(protocol: str) -> str:
    return "HTTP" if protocol in (*_HTTP, "") else "TCP"


def _group_of(call: Call) -> dict[str, Any]:
    return dict(alb._tgs.get(call.get("TargetGroupArn", ""), {}))


def _after(call: Call) -> dict[str, str]:
    """A group's attributes as the call would leave them."""
    stored = alb._tg_attrs.get(call.get("TargetGroupArn", ""), [])
    return {each["Key"]: each.get("Value", "") for each in [*stored, *call.get("Attributes", [])]}
