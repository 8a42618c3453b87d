"""What load balancers publish of their requests and targets."""

import time
from contextvars import ContextVar
from typing import Any

from ministack.core.responses import StreamingResponse
from ministack.services import alb

from local_aws import background, clock, metrics
from local_aws.gaps.target_groups import balancers_of
from local_aws.health import targets
from local_aws.patch import Response, wrap

_HOST_COUNT_SECONDS = 30
"""How often targets are counted: twice in each minute, so that none is without."""

_chosen: ContextVar[list[str]] = ContextVar("chosen")
"""The target group that got the request which is served; none yet for one that the balancer answers itself."""
_counted = 0.0


def request_metrics() -> None:
    """No request is counted. `RequestCount` is of those for which a target was chosen, `HTTPCode_Target_*` of what targets
    answer, `HTTPCode_ELB_*` of what the balancer answers itself, which is of no target group.

    Elastic Load Balancing, "CloudWatch metrics for your Application Load Balancer".
    """
    wrap(alb, "dispatch_request", _dispatch)
    wrap(alb, "_forward_to_tg", _forward)


def host_counts() -> None:
    """Nobody counts healthy and unhealthy targets. Those of which nothing is known yet are neither.

    The same, and "CloudWatch metrics for your Network Load Balancer".
    """
    background.regularly(_count_hosts)


async def _dispatch(original: Any, balancer: dict[str, Any], *args: Any, **options: Any) -> Response:
    chosen: list[str] = []
    token = _chosen.set(chosen)
    try:
        response: Response = await original(balancer, *args, **options)
    finally:
        _chosen.reset(token)
    _count(balancer, chosen, response)
    return response


async def _forward(original: Any, group: str, *args: Any, **options: Any) -> Response:
    if alb._targets.get(group):
        _chosen.get([]).append(group)
    response: Response = await original(group, *args, **options)
    return response


def _count(balancer: dict[str, Any], chosen: list[str], response: Response) -> None:
    status, _, body = response
    own = {"LoadBalancer": _suffix(balancer["LoadBalancerArn"])}
    by_group = [{**own, "TargetGroup": _suffix(group)} for group in chosen]
    is_lambda = any(alb._tgs[group]["TargetType"] == "lambda" for group in chosen)
    for dimensions in (own, *by_group) if chosen else ():
        metrics.record("AWS/ApplicationELB", "RequestCount", 1, dimensions)
    if isinstance(body, StreamingResponse) or is_lambda:
        for dimensions in (own, *by_group):
            metrics.record("AWS/ApplicationELB", f"HTTPCode_Target_{status // 100}XX_Count", 1, dimensions)
    else:
        metrics.record("AWS/ApplicationELB", f"HTTPCode_ELB_{status // 100}XX_Count", 1, own)


def _count_hosts() -> None:
    global _counted
    if time.monotonic() >= _counted + clock.real(_HOST_COUNT_SECONDS):
        _counted = time.monotonic()
        background.everywhere(alb._tgs, _count_targets)


def _count_targets(group: dict[str, Any]) -> None:
    arn = group["TargetGroupArn"]
    kinds = [targets.health_of(arn, each["Id"]).kind for each in alb._targets.get(arn, [])]
    for balancer in balancers_of(arn) if kinds else ():
        namespace = "AWS/ApplicationELB" if "/app/" in balancer else "AWS/NetworkELB"
        dimensions = {"LoadBalancer": _suffix(balancer), "TargetGroup": _suffix(arn)}
        metrics.record(namespace, "HealthyHostCount", kinds.count("healthy"), dimensions)
        metrics.record(namespace, "UnHealthyHostCount", kinds.count("unhealthy"), dimensions)


def _suffix(arn: str) -> str:
    """As the dimensions name it: `app/<name>/<id>`, `targetgroup/<name>/<id>`."""
    return arn.rpartition(":")[2].removeprefix("loadbalancer/")
