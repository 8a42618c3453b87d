"""Random parameters that fit a model's structure."""

from datetime import datetime, timezone
from random import Random
from typing import Any

from botocore.model import Shape

_TEXTS = ("a", "b c", "x+y", "é", "1", "a&b=c", "a/b", "true", "%2B", "<x>", '"q"', "tag:Name", "日本")
_HEADER_TEXTS = ("a", "b-c", "1")
_TIME = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


def sample(shape: Shape, random: Random, depth: int = 0, location: str = "") -> Any:
    """Required members always, others often, lists of up to eleven, nothing too deep."""
    kind = shape.type_name
    if kind == "structure":
        names = list(shape.members)
        if getattr(shape, "is_tagged_union", False):
            names = [random.choice(names)]
        chosen = [
            name
            for name in names
            if depth < 7 and (name in shape.required_members or (depth < 4 and random.random() < 0.6))
        ]
        return {
            name: sample(shape.members[name], random, depth + 1, shape.members[name].serialization.get("location", ""))
            for name in chosen
        }
    if kind == "list":
        return [sample(shape.member, random, depth + 1, location) for _ in range(random.choice((1, 2, 11)))]
    if kind == "map":
        return {
            f"k{number}": sample(shape.value, random, depth + 1, location) for number in range(random.choice((1, 2)))
        }
    return _scalar(shape, random, location)


def _scalar(shape: Shape, random: Random, location: str) -> Any:
    kind = shape.type_name
    if kind in ("string", "character"):
        return random.choice(shape.enum or (_HEADER_TEXTS if location in ("header", "headers") else _TEXTS))
    if kind in ("integer", "long"):
        return random.choice((1, 7, 300))
    if kind in ("float", "double"):
        return random.choice((1.5, 0.25))
    if kind == "boolean":
        return random.random() < 0.5
    return _TIME if kind == "timestamp" else random.choice((b"abc", b"\x00\xff"))


def pruned(value: Any) -> Any:
    """Less what is empty: the Query protocols do not send an empty structure."""
    if isinstance(value, dict):
        below = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in below.items() if item not in ({}, [])}
    if isinstance(value, list):
        return [item for item in map(pruned, value) if item not in ({}, [])]
    return _TIME if isinstance(value, datetime) else value


def differences(sent: Any, read: Any, path: str = "") -> list[str]:
    """Where what was read is not what was sent."""
    if isinstance(sent, dict) and isinstance(read, dict):
        return [
            line
            for name in sorted(sent.keys() | read.keys())
            for line in (
                differences(sent[name], read[name], f"{path}.{name}")
                if name in sent and name in read
                else [f"{path}.{name} is only in what was {'sent' if name in sent else 'read'}"]
            )
        ]
    if isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        return [
            line for at, pair in enumerate(zip(sent, read, strict=True)) for line in differences(*pair, f"{path}.{at}")
        ]
    if isinstance(sent, datetime) and isinstance(read, str | int | float | datetime):
        return []
    return [] if sent == read else [f"{path}: {sent!r} was read as {read!r}"]
