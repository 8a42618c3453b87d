"""AWS's service models, as the pinned botocore ships them, and which of a model's operations a request asks for."""

import functools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

_SERVICES = {
    # What a credential's scope calls a service, where botocore has another name for it.
    "monitoring": "cloudwatch",
    "tagging": "resourcegroupstaggingapi",
    "elasticfilesystem": "efs",
    "states": "stepfunctions",
}

_loader = Loader()


@functools.cache
def service_model(name: str) -> ServiceModel | None:
    """The newest model of a service; None for one that botocore does not know."""
    try:
        return ServiceModel(_loader.load_service_model(name, "service-2"), name)
    except UnknownServiceError:
        return None


@functools.cache
def operation_model(service: str, name: str) -> OperationModel:
    model = service_model(service)
    if model is None:
        raise LookupError(service)
    return model.operation_model(name)


def service_of(signing_name: str, path: str, form: Mapping[str, str]) -> str:
    """botocore's name of the service that a request is for: services that share a signing name tell themselves apart."""
    if signing_name == "elasticloadbalancing":
        return "elb" if form.get("Version") == "2012-06-01" else "elbv2"
    if signing_name == "apigateway":
        return "apigatewayv2" if path.startswith("/v2/") else "apigateway"
    if signing_name == "s3" and path.startswith("/v20180820/"):
        return "s3control"
    return _SERVICES.get(signing_name, signing_name)


class Route:
    """One operation of a REST service: a method, a path with labels, and the query keys that tell it from others."""

    def __init__(self, operation: str, method: str, uri: str, needs: Mapping[str, set[str]]) -> None:
        path, _, query = uri.partition("?")
        self.operation = operation
        self.method = method
        self._pattern = re.compile(_LABEL.sub(_group, re.escape(path.rstrip("/") or "/")) + "/?")
        self.fixed = dict(part.partition("=")[::2] for part in query.split("&") if part)
        self._needs = needs

    def match(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[tuple[int, int], dict[str, str]] | None:
        """How precisely it fits, and the labels' values; None where it does not fit."""
        found = self._pattern.fullmatch(path) if method == self.method else None
        if found is None:
            return None
        if any(key not in query or (value and query[key] != value) for key, value in self.fixed.items()):
            return None
        if not self._needs["querystring"] <= query.keys() or not self._needs["header"] <= headers.keys():
            return None
        told = len(self.fixed) + len(self._needs["querystring"]) + len(self._needs["header"])
        return (told, -len(found.groupdict())), {
            _label(name): unquote(value) for name, value in found.groupdict().items()
        }


_LABEL = re.compile(r"\\\{([\w.\\-]+?)(\\\+)?\\\}")


def _group(found: re.Match[str]) -> str:
    name = found[1].replace("\\", "").replace("-", "__").replace(".", "___")
    return f"(?P<{name}>{'.+' if found[2] else '[^/]+'})"


def _label(group: str) -> str:
    return group.replace("___", ".").replace("__", "-")


@functools.cache
def routes(service: str) -> list[Route]:
    """A REST service's operations, in the order of their names."""
    model = service_model(service)
    if model is None:
        return []
    found = []
    for name in sorted(model.operation_names):
        operation = operation_model(service, name)
        if operation.deprecated and f"{name}Configuration" in model.operation_names:
            continue  # S3 has kept the first form of some operations, at the address of the present one.
        found.append(Route(name, operation.http["method"], operation.http["requestUri"], _needs(operation.input_shape)))
    return found


def _needs(shape: Shape | None) -> dict[str, set[str]]:
    """The query keys and headers without which a request is not this operation's."""
    needs: dict[str, set[str]] = {"querystring": set(), "header": set()}
    if shape is not None:
        for name in shape.required_members:
            serialization = shape.members[name].serialization
            if serialization.get("location") in needs:
                key = serialization.get("name", name)
                needs[serialization["location"]].add(
                    key.lower() if serialization["location"] == "header" else key
                )
    return needs


def route_of(
    service: str, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
) -> tuple[str, dict[str, str]] | None:
    """The operation that a REST request asks for, and its labels; the one that fits most precisely."""
    best: tuple[tuple[int, int], str, dict[str, str]] | None = None
    for route in routes(service):
        found = route.match(method, path, query, headers)
        if found is not None and (best is None or found[0] > best[0]):
            best = (found[0], route.operation, found[1])
    return best and (best[1], best[2])


def constraint(shape: Shape, name: str) -> Any:
    """A trait of a shape that botocore's own classes leave out, such as `max`."""
    return shape._shape_model.get(name)
