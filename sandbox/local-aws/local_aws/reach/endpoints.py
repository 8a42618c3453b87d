"""What can be reached by a name and a port."""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoint:
    """What has a name in AWS's form, and stands in subnets behind security groups."""

    account: str
    region: str
    subnets: tuple[str, ...]
    groups: tuple[str, ...]
    serve: Callable[[socket.socket], Awaitable[None]]
    """Speaks to one client, whose socket does not block and is its own from then on, and closes it. On the event loop."""


Finder = Callable[[str, int], Endpoint | str | None]
"""By name, in small letters, and port; why nothing listens where the name is only an entry; None where it knows nothing
of the name. On the event loop, of no account."""

_finders: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Asks this one too from now on."""
    _finders.append(finder)


def find(host: str, port: int) -> Endpoint | str | None:
    return next((found for finder in _finders if (found := finder(host.lower().rstrip("."), port))), None)
