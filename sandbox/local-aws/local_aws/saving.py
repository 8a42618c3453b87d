"""Saves the services' state soon after each change, so that a killed server loses at most the last moment.

MiniStack itself saves only when it ends in good order.
"""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

DELAY_SECONDS = 0.5
"""How long a change may stay unsaved, unless saving takes long; changes within that time share one save."""

_REST = 9
"""How many times what its last save took of the CPU, if that is longer: no more than a tenth of the time goes into saving."""

_READING = re.compile(r"^(Describe|Get|List|Head|BatchGet|Lookup|Filter)")
_QUERY_ACTION = re.compile(rb"(?:^|&)Action=([A-Za-z]+)")

Handler = Callable[[str, str, dict[str, str], bytes, dict[str, list[str]]], Awaitable[Any]]

_save_soon: list[Callable[[], None]] = []


def changed() -> None:
    """Says that something has changed that no request asked for. On the event loop."""
    for save_soon in _save_soon:
        save_soon()


def after_changes(ministack: ModuleType) -> None:
    """Wraps every service's handler of `ministack.app`."""
    from ministack.core import persistence

    logging.getLogger("persistence").setLevel(logging.WARNING)  # it would note every file of every save
    pending: list[asyncio.TimerHandle] = []
    delay = DELAY_SECONDS

    def save() -> None:
        # On the event loop, as the handlers are: no request changes a store while it is written.
        nonlocal delay
        pending.clear()
        started = time.thread_time()
        persistence.save_all(ministack._build_persistence_save_dict())
        delay = max(DELAY_SECONDS, _REST * (time.thread_time() - started))

    def save_soon() -> None:
        if not pending:
            pending.append(asyncio.get_running_loop().call_later(delay, save))

    _save_soon.append(save_soon)

    def saved(handler: Handler) -> Handler:
        async def handle(
            method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]
        ) -> Any:
            try:
                return await handler(method, path, headers, body, query)
            finally:
                if changes_something(method, headers, body, query):
                    save_soon()

        return handle

    for name, handler in ministack.SERVICE_HANDLERS.items():
        ministack.SERVICE_HANDLERS[name] = saved(handler)


def changes_something(method: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]) -> bool:
    """Whether a request may change state: by its action's name, or by its method where it has none."""
    action = headers.get("x-amz-target", "").rpartition(".")[2] or query.get("Action", [""])[0]
    if not action and (found := _QUERY_ACTION.search(body)):
        action = found.group(1).decode()
    return not _READING.match(action) if action else method not in ("GET", "HEAD", "OPTIONS")
