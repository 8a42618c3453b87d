"""Members that the local AWS does not act on: refused, or listed by name in `kept.txt` with what that means."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from botocore.model import OperationModel, Shape

from local_aws.calls.forms import ec2_names, query_names
from local_aws.calls.models import wire_names
from local_aws.calls.problems import Problem, Problems
from local_aws.calls.reading import Words, can_be_read, is_read_whole, words_behind, words_of

LIST = Path(__file__).parent / "kept.txt"


def unread(service: str, protocol: str, operation: OperationModel, given: dict[str, Any]) -> Problems:
    """The members that are sent, that nobody behind the operation can have read, and that are not listed."""
    shape = operation.input_shape
    words = words_behind(service, operation.name) if given else None
    if shape is None or words is None:
        return []
    told = "is not implemented by the local AWS: fill the gap, or list it in local_aws/calls/kept.txt"
    missed = dict.fromkeys([*_missed(shape, given, "", protocol, words), *_missed_outside(shape, given, service)])
    return [Problem("unread", path, told) for path in missed if not is_kept(service, operation.name, path)]


def _missed(shape: Shape, given: dict[str, Any], prefix: str, protocol: str, words: Words) -> Iterator[str]:
    sent = _sent_names(shape, protocol)
    for name, value in given.items():
        member = shape.members[name]
        if "location" in member.serialization or name == shape.serialization.get("payload"):
            continue
        wire = sent.get(name, name)
        if not can_be_read(wire, words):
            yield f"{prefix}{name}"
        elif protocol in ("query", "ec2") and not is_read_whole(wire, words):
            for below, values in _structures(member, value):
                # Where none of its members is known, a structure is read as a whole.
                if any(can_be_read(each, words) for each in _names(protocol)(below)):
                    for item in values:
                        yield from _missed(below, item, f"{prefix}{name}.", protocol, words)


def _missed_outside(shape: Shape, given: dict[str, Any], service: str) -> Iterator[str]:
    """Of the members in headers and queries. Those of the path tell the operation."""
    for name in given:
        serialization = shape.members[name].serialization
        if serialization.get("location") in ("header", "querystring"):
            if not can_be_read(serialization.get("name", name), words_of(service)):
                yield name


def _structures(shape: Shape, value: Any) -> Iterator[tuple[Shape, list[dict[str, Any]]]]:
    if shape.type_name == "structure":
        yield shape, [value]
    elif shape.type_name == "list" and shape.member.type_name == "structure":
        yield shape.member, value


@functools.cache
def _sent_names(shape: Shape, protocol: str) -> dict[str, str]:
    return {name: wire for wire, name in _names(protocol)(shape).items()}


def _names(protocol: str) -> Any:
    return {"ec2": ec2_names, "query": query_names}.get(protocol, wire_names)


def is_kept(service: str, operation: str, path: str) -> bool:
    parts = path.split(".")
    names = [path, *(".".join([*parts[:count], "*"]) for count in range(len(parts)))]
    return any((service, asked, name) in kept() for asked in (operation, "*") for name in names)


@functools.cache
def kept() -> dict[tuple[str, str, str], str]:
    """What that means, by service, operation (`*` for all) and member."""
    found = {}
    for line in LIST.read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, meaning = line.partition(": ")
            service, operation, member = name.split()
            found[service, operation, member] = meaning.strip()
    return found
