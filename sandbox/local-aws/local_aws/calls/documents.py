"""Parameters in JSON and CBOR."""

import functools
import json
from typing import Any

from botocore.model import Shape
from botocore.parsers import ResponseParserError, create_parser

from local_aws.calls.models import wire_names
from local_aws.calls.problems import Problem, Problems
from local_aws.calls.scalars import from_document


def json_object(body: bytes, problems: Problems) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        found = None
    return _an_object(found, "JSON", problems)


def cbor_object(body: bytes, problems: Problems) -> dict[str, Any]:
    parser = _cbor_parser()
    try:
        found = parser.parse_data_item(parser.get_peekable_stream_from_bytes(body)) if body else {}
    except (ResponseParserError, ValueError, OverflowError):
        found = None
    return _an_object(found, "CBOR", problems)


@functools.cache
def _cbor_parser() -> Any:
    return create_parser("smithy-rpc-v2-cbor")


def _an_object(found: Any, form: str, problems: Problems) -> dict[str, Any]:
    if isinstance(found, dict):
        return found
    problems.append(Problem("malformed", "", f"The request body is no {form} object"))
    return {}


def structure(
    shape: Shape, value: Any, path: str, problems: Problems, names: dict[str, str] | None = None
) -> dict[str, Any]:
    """A structure's members by the model's names, of those in `names` or of all. What is null is not sent."""
    if not isinstance(value, dict):
        problems.append(Problem("type", path, "Member must be a structure", value))
        return {}
    if getattr(shape, "is_document_type", False):
        return value
    if names is None:
        names = wire_names(shape)
    prefix = f"{path}." if path else ""
    found = {}
    for wire, given in value.items():
        name = names.get(wire)
        if name is not None:
            if given is not None:
                found[name] = _value(shape.members[name], given, f"{prefix}{name}", problems)
        elif wire != "__type":
            problems.append(Problem("unknown", f"{prefix}{wire}", f"is not a member of {shape.name}", given))
    return found


def _value(shape: Shape, value: Any, path: str, problems: Problems) -> Any:
    kind = shape.type_name
    if kind == "structure":
        return structure(shape, value, path, problems)
    if kind == "list":
        if not isinstance(value, list):
            problems.append(Problem("type", path, "Member must be a list", value))
            return []
        return [_value(shape.member, item, f"{path}.{number}", problems) for number, item in enumerate(value, 1)]
    if kind == "map":
        if not isinstance(value, dict):
            problems.append(Problem("type", path, "Member must be a map", value))
            return {}
        return {
            key: _value(shape.value, item, f"{path}.{key}", problems) for key, item in value.items() if item is not None
        }
    return from_document(kind, value, path, problems)
