"""What a model says of its members' values: required, lengths, ranges, patterns and closed lists of values."""

import functools
import re
from typing import Any

import regex
from botocore.model import Shape

from local_aws.calls.exceptions import EXCEPTIONS
from local_aws.calls.models import constraint
from local_aws.calls.parse import Problems


def violations(shape: Shape | None, value: dict[str, Any], service: str) -> Problems:
    """Each member that its model does not allow, by path, with the value and the constraint."""
    problems: Problems = []
    if shape is not None:
        _check(shape, value, "", service, problems)
    return problems


def _check(shape: Shape, value: Any, path: str, service: str, problems: Problems) -> None:
    if value is None:
        return
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict) or getattr(shape, "is_document_type", False):
            return
        prefix = f"{path}." if path else ""
        for name in shape.required_members:
            if name not in value and not _excepted(service, shape.name, name):
                problems.append((f"{prefix}{name}", "Member must not be null"))
        for name, given in value.items():
            if name in shape.members and not _excepted(service, shape.name, name):
                _check(shape.members[name], given, f"{prefix}{name}", service, problems)
        return
    if _excepted(service, shape.name, ""):
        return
    if kind == "list" and isinstance(value, list):
        _size(shape, len(value), value, path, "length", problems)
        for number, item in enumerate(value, 1):
            _check(shape.member, item, f"{path}.{number}", service, problems)
    elif kind == "map" and isinstance(value, dict):
        _size(shape, len(value), value, path, "length", problems)
        for key, item in value.items():
            _check(shape.key, key, f"{path}.key", service, problems)
            _check(shape.value, item, f"{path}.{key}", service, problems)
    elif kind in ("string", "character") and isinstance(value, str):
        _text(shape, value, path, problems)
    elif kind == "blob" and isinstance(value, bytes):
        _size(shape, len(value), "(bytes)", path, "length", problems)
    elif kind in ("integer", "long", "float", "double") and isinstance(value, int | float):
        _size(shape, value, value, path, "value", problems)


def _text(shape: Shape, value: str, path: str, problems: Problems) -> None:
    _size(shape, len(value), value, path, "length", problems)
    allowed = constraint(shape, "enum")
    if allowed and value not in allowed:
        problems.append((path, f"{_shown(value)} failed to satisfy constraint: Member must satisfy enum value set: {allowed}"))
    pattern = constraint(shape, "pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        problems.append(
            (path, f"{_shown(value)} failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}")
        )


def _size(shape: Shape, size: float, value: Any, path: str, what: str, problems: Problems) -> None:
    least, most = constraint(shape, "min"), constraint(shape, "max")
    bound = "have length" if what == "length" else "have value"
    if least is not None and size < least:
        problems.append(
            (path, f"{_shown(value)} failed to satisfy constraint: Member must {bound} greater than or equal to {least}")
        )
    if most is not None and size > most:
        problems.append(
            (path, f"{_shown(value)} failed to satisfy constraint: Member must {bound} less than or equal to {most}")
        )


def _shown(value: Any) -> str:
    text = str(value)
    return f"Value '{text if len(text) <= 200 else text[:200] + '...'}'"


def _excepted(service: str, shape: str, member: str) -> bool:
    return (f"{service}.{shape}.{member}" if member else f"{service}.{shape}") in EXCEPTIONS


_JAVA = (
    # Java writes characters beyond the first plane as two surrogates.
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"),
    (r"\uD7FF", "\ud7ff"),
    (r"\p{ASCII}", r"[\x00-\x7F]"),
    (r"\p{Print}", r"[\x20-\x7E]"),
)


@functools.cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    """A pattern in Java's syntax. AWS's services ask it of the whole value."""
    for java, python in _JAVA:
        pattern = pattern.replace(java, python)
    # In Java a hyphen after a class, as in `[\w-_]`, is a hyphen.
    pattern = re.sub(r"(\\[wds])-(?=[^\]])", r"\1\\-", pattern)
    return regex.compile(pattern)
