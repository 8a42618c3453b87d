"""What goes on while nobody calls: alarms are evaluated, deployments go on.

All of it runs on the event loop, as the handlers of the services do, so that no store changes while it is written. What it
holds between two rounds is in MiniStack's records alone: after a restart it goes on where it was.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, request_scope

from local_aws import clock

_ROUND_SECONDS = 1.0
"""Of AWS's time; no shorter than the next, however short a minute is."""
_SHORTEST = 0.05

Work = Callable[[], None]

_works: list[Work] = []
_tasks: set[asyncio.Task[None]] = set()


def regularly(work: Work) -> None:
    """Does it every second, or oftener where a minute is shorter. It must not take long."""
    _works.append(work)


def start() -> None:
    """From within the event loop."""
    task = asyncio.get_running_loop().create_task(_run())
    _tasks.add(task)


async def _run() -> None:
    while True:
        await asyncio.sleep(max(_SHORTEST, clock.real(_ROUND_SECONDS)))
        for work in _works:
            work()


def everywhere(store: AccountRegionScopedDict, act: Callable[[Any], None]) -> None:
    """`act(record)` for each record of a store, of every account and region, as if called from there. One that fails is a
    line of the log, and keeps no other from it."""
    for (account, region, key), record in list(store._data.items()):
        with request_scope(account, region):
            try:
                act(record)
            except Exception:
                logging.getLogger("local_aws").exception("what goes on in the background fails for %s", key)
