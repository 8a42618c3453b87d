"""Which operation of a REST service a request asks for: by method and path, and by what tells two of one path apart."""

import functools
import re
from collections.abc import Mapping
from urllib.parse import unquote

from botocore.model import OperationModel, Shape

from local_aws.calls.models import operation_model, service_model

Rank = tuple[int, int, int]


class Route:
    """One operation: a path with labels, and the query keys and headers that its requests have."""

    def __init__(self, operation: OperationModel) -> None:
        path, _, query = str(operation.http["requestUri"]).partition("?")
        self.operation = operation.name
        self._pattern = re.compile(_LABEL.sub(_group, re.escape(path.rstrip("/") or "/")) + "/?")
        self._fixed = dict(part.partition("=")[::2] for part in query.split("&") if part)
        self._query, self._headers = _needs(operation.input_shape)

    def match(
        self, path: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[Rank, dict[str, str]] | None:
        """How precisely it fits, and the labels' values; None where it does not fit."""
        found = self._pattern.fullmatch(path)
        if found is None or any(
            key not in query or (value and query[key] != value) for key, value in self._fixed.items()
        ):
            return None
        missing = len(self._query - query.keys()) + len(self._headers - headers.keys())
        told = len(self._fixed) + len(self._query) + len(self._headers)
        labels = {_label(name): unquote(value) for name, value in found.groupdict().items()}
        return (-missing, told, -len(labels)), labels


_LABEL = re.compile(r"\\\{([\w.\\-]+?)(\\\+)?\\\}")


def _group(found: re.Match[str]) -> str:
    name = found[1].replace("\\", "").replace("-", "__").replace(".", "___")
    return f"(?P<{name}>{'.+' if found[2] else '[^/]+'})"


def _label(group: str) -> str:
    return group.replace("___", ".").replace("__", "-")


def _needs(shape: Shape | None) -> tuple[set[str], set[str]]:
    query: set[str] = set()
    headers: set[str] = set()
    if shape is None:
        return query, headers
    for name in shape.required_members:
        serialization = shape.members[name].serialization
        key = serialization.get("name", name)
        if serialization.get("location") == "querystring":
            query.add(key)
        elif serialization.get("location") == "header":
            headers.add(key.lower())
    return query, headers


@functools.cache
def routes(service: str) -> dict[str, list[Route]]:
    """A REST service's operations by their methods."""
    model = service_model(service)
    found: dict[str, list[Route]] = {}
    if model is None:
        return found
    for name in model.operation_names:
        operation = operation_model(service, name)
        if operation.deprecated and f"{name}Configuration" in model.operation_names:
            continue  # S3 has kept the first form of some operations, at the address of the present one.
        found.setdefault(operation.http["method"], []).append(Route(operation))
    return found


def route_of(
    service: str, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
) -> tuple[str, dict[str, str]] | None:
    """The operation that a request asks for, and its labels; the one that fits most precisely, and None without any."""
    best: tuple[Rank, str, dict[str, str]] | None = None
    for route in routes(service).get(method, ()):
        found = route.match(path, query, headers)
        if found is not None and (best is None or found[0] > best[0]):
            best = (found[0], route.operation, found[1])
    return best and (best[1], best[2])
