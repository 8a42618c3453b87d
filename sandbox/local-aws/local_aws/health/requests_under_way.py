"""What targets still have to answer: a target that is deregistered drains until then, or until its group's time is over.

Elastic Load Balancing, "Edit target group attributes for your Application Load Balancer" (deregistration delay): where no
request is in flight, the deregistration is complete at once.
"""

import asyncio
import time
from collections import Counter

from ministack.core.responses import StreamingResponse
from ministack.services import alb

from local_aws import clock
from local_aws.patch import Response

_LOOK_SECONDS = 0.05

_under_way: Counter[tuple[str, str]] = Counter()
"""By target group and target."""


def started(group: str, target: str) -> None:
    _under_way[group, target] += 1


def finished(group: str, target: str) -> None:
    if _under_way[group, target] > 1:
        _under_way[group, target] -= 1
    else:
        _under_way.pop((group, target), None)


def until_told(group: str, target: str, response: Response) -> Response:
    """The response; the request is finished once all of it was told."""
    status, headers, body = response
    if not isinstance(body, StreamingResponse):
        finished(group, target)
        return response
    runner = body.runner

    async def told(send: object, receive: object) -> None:
        try:
            await runner(send, receive)
        finally:
            finished(group, target)

    return status, headers, StreamingResponse(told)


def draining(group: str) -> list[str]:
    """Targets of a group that are no longer registered, and still have something to answer."""
    registered = {each["Id"] for each in alb._targets.get(group, [])}
    return [target for of, target in list(_under_way) if of == group and target not in registered]


async def answered(target: str) -> None:
    """Waits for what a target has to answer, as long as its groups wait."""
    groups = [group for group, of in list(_under_way) if of == target]
    delays = [_delay(group) for group in groups]
    deadline = time.monotonic() + clock.real(max(delays, default=0))
    while time.monotonic() < deadline and any(_under_way[group, target] for group in groups):
        await asyncio.sleep(_LOOK_SECONDS)
    for group in groups:
        _under_way.pop((group, target), None)


def _delay(group: str) -> float:
    attributes = {each["Key"]: each["Value"] for each in alb._tg_attrs.get(group, [])}
    return float(attributes.get("deregistration_delay.timeout_seconds", 300))
