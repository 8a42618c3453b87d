"""Single values, which most protocols send as text."""

import base64
import binascii
import functools
from datetime import datetime
from typing import Any

from botocore.utils import parse_timestamp

from local_aws.calls.problems import Problem, Problems

_BOOLEANS = {"true": True, "false": False, "True": True, "False": False}


def from_text(kind: str, text: Any, path: str, problems: Problems, *, in_body: bool = True) -> Any:
    """The value of a member of that type. A timestamp stays the text that was sent, once it is known to be one."""
    try:
        return _parsed(kind, text)
    except (KeyError, ValueError, OverflowError, TypeError, binascii.Error):
        problems.append(Problem("type", path, f"Member must be a {kind}", text, in_body))
        return None


def _parsed(kind: str, text: Any) -> Any:
    if not isinstance(text, str):
        raise TypeError
    if kind in ("string", "character"):
        return text
    text = text.strip()
    if kind == "boolean":
        return _BOOLEANS[text]
    if kind in ("integer", "long"):
        return int(text)
    if kind in ("float", "double"):
        return float(text)
    if kind == "blob":
        return base64.b64decode(text, validate=True)
    if kind == "timestamp" and not _is_time(text):
        raise ValueError
    return text


@functools.lru_cache(maxsize=256)
def _is_time(text: str) -> bool:
    """ISO 8601, the date of an HTTP header, or seconds since 1970."""
    try:
        parse_timestamp(text)
    except (ValueError, OverflowError, RuntimeError):
        return False
    return True


def from_document(kind: str, value: Any, path: str, problems: Problems) -> Any:
    """The value of a member of that type in JSON or CBOR, which have types of their own."""
    if kind == "blob" and isinstance(value, str):
        return from_text("blob", value, path, problems)
    if kind == "timestamp" and isinstance(value, str):
        return from_text("timestamp", value, path, problems)
    if kind in ("integer", "long") and isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, _TYPES.get(kind, str)) or (isinstance(value, bool) and kind != "boolean"):
        problems.append(Problem("type", path, f"Member must be a {kind}", value))
        return None
    return value


_TYPES: dict[str, Any] = {
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float, datetime),
    "blob": bytes,
}
