"""Which instances a refresh ends and how many it launches, so that enough of them serve.

EC2 Auto Scaling API Reference, RefreshPreferences (MinHealthyPercentage, MaxHealthyPercentage).
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    least: int
    """How many stay in service."""
    most: int
    """How many there may be in all."""


@dataclass(frozen=True)
class Member:
    """An instance of a group."""

    id: str
    is_old: bool
    """It is to be replaced."""
    is_protected: bool
    """Not before its protection from scale-in is gone."""
    is_healthy: bool
    is_ready: bool
    """It is healthy, and has warmed up."""


@dataclass(frozen=True)
class Step:
    doomed: tuple[str, ...]
    launches: int


def bounds_of(desired: int, low: int, high: int | None) -> Bounds:
    """Where both cannot be kept, one more is launched if the upper one was given; if it was not, one is ended as its
    replacement is launched."""
    least = math.ceil(desired * low / 100)
    most = desired if high is None else math.floor(desired * high / 100)
    if desired and least >= desired >= most:
        return Bounds(desired - 1, desired) if high is None else Bounds(least, desired + 1)
    return Bounds(least, most)


def next_step(members: list[Member], desired: int, bounds: Bounds, ends: int, launches: int) -> Step:
    """At most so many are ended and launched before the next checkpoint. What is unhealthy goes first, and at any time."""
    old = [each for each in members if each.is_old]
    serving = sum(each.is_healthy if each.is_old else each.is_ready for each in members)
    free = [each for each in old if not each.is_protected]
    ill = [each.id for each in free if not each.is_healthy]
    well = [each.id for each in free if each.is_healthy]
    doomed = tuple([*ill, *well[: max(serving - bounds.least, 0)]][: max(ends, 0)])
    left = len(members) - len(doomed)
    missing = desired - (len(members) - len(old))
    return Step(doomed, max(min(missing, bounds.most - left, launches), desired - left, 0))


def is_done(members: list[Member], desired: int) -> bool:
    return not any(each.is_old for each in members) and sum(each.is_ready for each in members) >= desired
