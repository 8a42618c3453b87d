"""What RDS, ElastiCache and VPC endpoints offer, by the dated table that the settings are checked against too."""

import functools
import json
import re
from pathlib import Path
from typing import Any

from local_aws.calls.call import Refusal

_TABLE = Path(__file__).parents[4] / "infra" / "settings" / "aws-offers.json"


@functools.cache
def offers(service: str) -> dict[str, Any]:
    """The part of the table that is about `rds`, `elasticache` or `vpcEndpoints`."""
    return dict(json.loads(_TABLE.read_text())[service])


def newer(version: str, other: str) -> bool:
    return _numbers(version) > _numbers(other)


def major_of(engine: str, version: str) -> str:
    """What a major upgrade changes: `17` of PostgreSQL, `8.4` of MySQL."""
    return ".".join(version.split(".")[: 1 if engine == "postgres" else 2])


def is_offered(engine: str, version: str) -> bool:
    """Whether RDS makes new instances of a version: a major one, one of the table, or a minor one that is newer than
    it.
    """
    found = offers("rds")["versions"][engine].get(major_of(engine, version))
    if found is None:
        return False
    minors: list[str] = found["offered"]
    return version == major_of(engine, version) or version in minors or newer(version, minors[-1])


def full_version(engine: str, version: str) -> str:
    """What RDS makes of a major version alone: a minor one, here the newest of the table."""
    if engine not in offers("rds")["versions"]:
        return version
    found = offers("rds")["versions"][engine].get(version)
    return str(found["offered"][-1]) if found else version


def reachable(engine: str, version: str, wanted: str) -> bool:
    """Whether RDS upgrades one version to the other: to one that came out no earlier.

    The engines bring out a minor version of each major one at the same time, and the table has them in their order. So
    what counts is how many came later.
    """
    return _later(engine, full_version(engine, wanted)) <= _later(engine, version)


def _later(engine: str, version: str) -> int:
    found = offers("rds")["versions"][engine].get(major_of(engine, version), {"deprecated": [], "offered": []})
    minors: list[str] = [*found["deprecated"], *found["offered"]]
    return len(minors) - 1 - minors.index(version) if version in minors else 0


def split_name(name: str, prefix: str) -> tuple[str, str]:
    """Family and size of `db.t4g.micro` or `cache.t4g.micro`; empty for another form."""
    parts = name.split(".")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == prefix else ("", "")


IDENTIFIER = re.compile(r"[a-zA-Z](-?[a-zA-Z0-9])*")


def check_identifier(name: str | None, parameter: str, longest: int) -> None:
    """The one form of names that RDS and ElastiCache share."""
    if name is not None and not (IDENTIFIER.fullmatch(name) and len(name) <= longest):
        raise Refusal(
            "InvalidParameterValue",
            f"The parameter {parameter} is not a valid identifier: {name}. Identifiers must begin with a letter; must "
            "contain only ASCII letters, digits, and hyphens; must not end with a hyphen or contain two consecutive "
            f"hyphens; and must have at most {longest} characters.",
        )


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = 7 * 24 * 60


def check_windows(weekly: str | None, daily: str | None, minutes: int, daily_name: str) -> None:
    """Windows last at least some minutes, and a service refuses a pair that overlaps."""
    spans = [(name, window, _span(window)) for name, window in (("maintenance", weekly), (daily_name, daily)) if window]
    for name, window, (_, length) in spans:
        if length < minutes:
            raise Refusal("InvalidParameterValue", f"The {name} window {window} must be at least {minutes} minutes.")
    if len(spans) == 2 and _overlap(spans[0][2], spans[1][2]):
        raise Refusal(
            "InvalidParameterCombination", f"The {daily_name} window and maintenance window must not overlap."
        )


def is_open(window: str, now: float) -> bool:
    """Whether a moment, in seconds since the epoch, is in a weekly window, which is in UTC."""
    start, length = _span(window)
    # The epoch began on a Thursday.
    return (int(now) // 60 + _DAYS.index("thu") * 24 * 60 - start) % _WEEK < length


def _span(window: str) -> tuple[int, int]:
    """Start and length in minutes; a daily window starts on Monday."""
    start, end = (_moment(text) for text in window.lower().split("-"))
    return start, (end - start) % (_WEEK if window[0].isalpha() else _WEEK // 7)


def _moment(text: str) -> int:
    *day, hours, minutes = text.split(":")
    return (_DAYS.index(day[0]) if day else 0) * 24 * 60 + int(hours) * 60 + int(minutes)


def _overlap(weekly: tuple[int, int], daily: tuple[int, int]) -> bool:
    starts = (daily[0] + day * 24 * 60 for day in range(7))
    return any((start - weekly[0]) % _WEEK < weekly[1] or (weekly[0] - start) % _WEEK < daily[1] for start in starts)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]
