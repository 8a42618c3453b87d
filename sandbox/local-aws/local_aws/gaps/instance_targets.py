"""Targets that are instances: what runs in their place gets their requests."""

import asyncio
import random
from contextvars import ContextVar
from typing import Any

from ministack.core.responses import StreamingResponse
from ministack.services import alb

from local_aws import processes
from local_aws.health import requests_under_way, targets
from local_aws.patch import Response, wrap

_idle_seconds: ContextVar[float] = ContextVar("idle_seconds", default=60)
"""How long the balancer that a request came to waits for an answer."""


def instance_targets() -> None:
    """An instance's id is looked up as the name of a host. Here what runs for it gets the request, see `processes`: one that
    is healthy, or any where none is. An instance for which nothing runs is left out."""
    wrap(alb, "_proxy_http_target", _send)


def late_targets() -> None:
    """A target that answers late, or not at all, is a 502 after a minute, whatever the balancer's idle timeout. AWS answers
    504, and 502 only where the target refuses or cuts the connection.

    Elastic Load Balancing, "Troubleshoot your Application Load Balancers" (HTTP 502, HTTP 504).
    """
    wrap(alb, "dispatch_request", _note_timeout)
    wrap(alb, "_proxy_http_target", _in_time)


async def _send(
    original: Any, target: dict[str, Any], group: dict[str, Any], method: str, path: str, headers: Any, *args: Any
) -> Response:
    if group["TargetType"] != "instance":
        return await original(target, group, method, path, headers, *args)
    arn = group["TargetGroupArn"]
    chosen = _choose(arn)
    if chosen is None:
        message = b"No process serves for an instance of this target group."
        return 502, {"Content-Type": "text/plain"}, message
    address = {"Id": "127.0.0.1", "Port": processes.port_of(chosen)}
    requests_under_way.started(arn, chosen)
    try:
        sent = {**headers, **processes.headers_of(chosen)}
        response = await original(address, group, method, path, sent, *args)
    except BaseException:
        requests_under_way.finished(arn, chosen)
        raise
    return requests_under_way.until_told(arn, chosen, response)


def _choose(group: str) -> str | None:
    reached = [each["Id"] for each in alb._targets[group] if processes.port_of(each["Id"]) is not None]
    healthy = [each for each in reached if targets.is_healthy(each, [group])]
    return random.choice(healthy or reached) if reached else None


async def _note_timeout(original: Any, balancer: dict[str, Any], *args: Any, **options: Any) -> Response:
    seconds = alb._lb_attr(balancer["LoadBalancerArn"], "idle_timeout.timeout_seconds", "60")
    token = _idle_seconds.set(float(seconds))
    try:
        response: Response = await original(balancer, *args, **options)
        return response
    finally:
        _idle_seconds.reset(token)


async def _in_time(original: Any, *args: Any) -> Response:
    try:
        response: Response = await asyncio.wait_for(original(*args), _idle_seconds.get())
    except (asyncio.TimeoutError, TimeoutError):
        return _late()
    is_own_word = response[0] == 502 and not isinstance(response[2], StreamingResponse)
    return _late() if is_own_word and b"timed out" in response[2] else response


def _late() -> Response:
    body = b"<html><body><center><h1>504 Gateway Time-out</h1></center></body></html>"
    return 504, {"Content-Type": "text/html"}, body
