"""What a model says of its members' values: required, lengths, ranges, patterns and closed lists of values."""

from typing import Any

from botocore.model import Shape

from local_aws.calls.exceptions import EXCEPTIONS
from local_aws.calls.models import constraint
from local_aws.calls.patterns import matches
from local_aws.calls.problems import Problem, Problems


def violations(shape: Shape | None, value: dict[str, Any], service: str) -> Problems:
    """Each member that its model does not allow, by path, with the value and the constraint."""
    problems: Problems = []
    if shape is not None:
        _structure(shape, value, "", service, problems)
    return problems


def _structure(shape: Shape, value: Any, path: str, service: str, problems: Problems) -> None:
    if not isinstance(value, dict) or getattr(shape, "is_document_type", False):
        return
    prefix = f"{path}." if path else ""
    members = shape.members
    for name in shape.required_members:
        if name not in value and not _is_excepted(service, shape.name, name):
            problems.append(
                Problem("missing", f"{prefix}{name}", "Member must not be null", None, _is_in_body(members[name]))
            )
    for name, given in value.items():
        if name in members and given is not None and not _is_excepted(service, shape.name, name):
            _check(members[name], given, f"{prefix}{name}", service, problems)


def _check(shape: Shape, value: Any, path: str, service: str, problems: Problems) -> None:
    kind = shape.type_name
    if kind == "structure":
        _structure(shape, value, path, service, problems)
        return
    if kind == "boolean" or _is_excepted(service, shape.name):
        return
    if kind == "list" and isinstance(value, list):
        _bounds(shape, len(value), value, path, problems)
        for number, item in enumerate(value, 1):
            if item is not None:
                _check(shape.member, item, f"{path}.{number}", service, problems)
    elif kind == "map" and isinstance(value, dict):
        _bounds(shape, len(value), value, path, problems)
        for key, item in value.items():
            _check(shape.key, key, f"{path}.{key}", service, problems)
            _check(shape.value, item, f"{path}.{key}", service, problems)
    elif kind in ("string", "character") and isinstance(value, str):
        _text(shape, value, path, problems)
    elif kind == "blob" and isinstance(value, bytes):
        _bounds(shape, len(value), value, path, problems)
    elif kind in ("integer", "long", "float", "double") and isinstance(value, int | float):
        _bounds(shape, value, value, path, problems, what="value")


def _text(shape: Shape, value: str, path: str, problems: Problems) -> None:
    _bounds(shape, len(value), value, path, problems)
    allowed = constraint(shape, "enum")
    if allowed and value not in allowed:
        told = f"Member must satisfy enum value set: [{', '.join(allowed)}]"
        problems.append(Problem("value", path, told, value, _is_in_body(shape)))
    pattern = constraint(shape, "pattern")
    if pattern and not matches(pattern, value):
        told = f"Member must satisfy regular expression pattern: {pattern}"
        problems.append(Problem("value", path, told, value, _is_in_body(shape)))


def _bounds(shape: Shape, size: float, value: Any, path: str, problems: Problems, what: str = "length") -> None:
    least, most = constraint(shape, "min"), constraint(shape, "max")
    if least is not None and size < least:
        told = f"Member must have {what} greater than or equal to {least}"
        problems.append(Problem("value", path, told, value, _is_in_body(shape)))
    if most is not None and size > most:
        told = f"Member must have {what} less than or equal to {most}"
        problems.append(Problem("value", path, told, value, _is_in_body(shape)))


def _is_in_body(shape: Shape) -> bool:
    return "location" not in shape.serialization


def _is_excepted(service: str, shape: str, member: str = "") -> bool:
    return (f"{service}.{shape}.{member}" if member else f"{service}.{shape}") in EXCEPTIONS
