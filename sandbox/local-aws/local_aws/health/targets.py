"""Which targets are asked for their health, and who is healthy.

Asked are instances for which something runs here: a machine, or what a test has attached. Nothing is known of any other
target, which counts as healthy.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from ministack.services import alb

from local_aws import clock, processes
from local_aws.background import everywhere
from local_aws.health import checks
from local_aws.health.state import Failure, Health

_FIRST_SECONDS = 1.0
"""How often a new target is asked: here it boots within a second, and nobody has to wait for the group's interval."""

Name = tuple[str, str]
"""Target group and instance."""


@dataclass
class _Watched:
    health: Health = field(default_factory=Health)
    since: float = field(default_factory=time.monotonic)
    due: float = 0
    asking: "asyncio.Task[None] | None" = None


_watched: dict[Name, _Watched] = {}


def look() -> None:
    """Asks whoever is due, and forgets who is no target any more."""
    there: set[Name] = set()

    def look_at(group: dict[str, Any]) -> None:
        arn = group["TargetGroupArn"]
        if group["TargetType"] == "instance":
            for target in alb._targets.get(arn, []):
                if processes.port_of(target["Id"]) is not None:
                    there.add((arn, target["Id"]))
                    _ask_if_due(group, target["Id"])

    everywhere(alb._tgs, look_at)
    for name in _watched.keys() - there:
        _watched.pop(name)


def _ask_if_due(group: dict[str, Any], target: str) -> None:
    watched = _watched.setdefault((group["TargetGroupArn"], target), _Watched())
    if watched.asking is None and watched.due <= time.monotonic():
        watched.asking = asyncio.get_running_loop().create_task(_ask(watched, group, target))


def health_of(group: str, target: str) -> Health:
    """Healthy where nobody asks."""
    if processes.port_of(target) is None:
        return Health("healthy", None)
    watched = _watched.get((group, target))
    return watched.health if watched else Health()


def is_healthy(target: str, groups: list[str]) -> bool:
    """In all of some target groups."""
    return all(health_of(group, target).kind == "healthy" for group in groups)


def is_unhealthy(target: str, groups: list[str]) -> bool:
    """In any of them."""
    return any(health_of(group, target).kind == "unhealthy" for group in groups)


async def _ask(watched: _Watched, group: dict[str, Any], target: str) -> None:
    interval = clock.real(group["HealthCheckIntervalSeconds"])
    timeout = max(clock.real(group["HealthCheckTimeoutSeconds"]), 0.5)
    failure = await checks.ask(group, processes.port_of(target) or 0, processes.headers_of(target), timeout)
    if watched.health.kind == "initial":
        # The answers of an interval, which are several, count as one.
        patience = interval * group["UnhealthyThresholdCount"]
        if failure is None or time.monotonic() - watched.since >= patience:
            watched.health = watched.health.after(failure, 1, 1)
        pause = min(interval, clock.real(_FIRST_SECONDS))
    else:
        watched.health = _after(watched.health, failure, group)
        pause = interval
    watched.due, watched.asking = time.monotonic() + pause, None


def _after(health: Health, failure: Failure | None, group: dict[str, Any]) -> Health:
    return health.after(failure, group["HealthyThresholdCount"], group["UnhealthyThresholdCount"])

