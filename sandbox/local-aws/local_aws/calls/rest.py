"""Parameters of the REST protocols: in the path, the query, the headers and the body."""

import functools
import re
from typing import Any

from botocore.model import OperationModel, Shape

from local_aws.calls import documents, xml
from local_aws.calls.problems import Problem, Problems
from local_aws.calls.request import Request
from local_aws.calls.scalars import from_text

_NO_PARAMETER = re.compile(r"x-.*|X-Amz-.*|AWSAccessKeyId|Signature|Expires|Action|Version", re.IGNORECASE)
"""Query keys of signatures and clients. S3 looks at none that begins with `x-`.

Source: Amazon S3 User Guide, "Customizing access log information".
"""


def read(
    operation: OperationModel, is_json: bool, request: Request, labels: dict[str, str], problems: Problems
) -> dict[str, Any]:
    shape = operation.input_shape
    parts = _parts(shape)
    found: dict[str, Any] = {}
    for wire, name in parts.labels.items():
        if wire in labels:
            found[name] = from_text(shape.members[name].type_name, labels[wire], name, problems, in_body=False)
    for key, values in request.query_lists.items():
        if key in parts.query:
            name = parts.query[key]
            found[name] = _in_query(shape.members[name], values, name, problems)
        elif (
            values != [""]
            and not parts.query_map
            and key not in parts.fixed(operation)
            and not _NO_PARAMETER.fullmatch(key)
        ):
            problems.append(Problem("unknown", key, f"is not a member of {shape.name}", values[0], in_body=False))
    for wire, name in parts.headers.items():
        if request.headers.get(wire):
            found[name] = _in_header(shape.members[name], request.headers[wire], name, problems)
    for prefix, name in parts.header_maps.items():
        below = {key[len(prefix) :]: value for key, value in request.headers.items() if key.startswith(prefix)}
        if below:
            found[name] = below
    if request.payload:
        found.update(_body(operation, is_json, request.payload, parts, problems))
    return found


def _body(operation: OperationModel, is_json: bool, body: bytes, parts: "_Parts", problems: Problems) -> dict[str, Any]:
    shape = operation.input_shape
    payload = shape.serialization.get("payload")
    if payload is None:
        if not parts.body:
            return {}
        if is_json:
            return documents.structure(shape, documents.json_object(body, problems), "", problems, parts.body)
        root = shape.serialization.get("name", shape.name)
        return xml.read(shape, body, root, "", problems, parts.body)
    member = shape.members[payload]
    if member.type_name == "string":
        return {payload: body.decode("utf-8", "replace")}
    if member.type_name == "blob" or member.serialization.get("eventstream"):
        return {payload: body}
    if is_json:
        return {payload: documents.structure(member, documents.json_object(body, problems), payload, problems)}
    return {payload: xml.read(member, body, member.serialization.get("name", member.name), payload, problems, None)}


def _in_query(shape: Shape, values: list[str], path: str, problems: Problems) -> Any:
    if shape.type_name == "list":
        return [
            from_text(shape.member.type_name, value, f"{path}.{number}", problems, in_body=False)
            for number, value in enumerate(values, 1)
        ]
    return from_text(shape.type_name, values[0], path, problems, in_body=False)


def _in_header(shape: Shape, value: str, path: str, problems: Problems) -> Any:
    if shape.type_name == "list":
        return [part.strip() for part in value.split(",")]
    return from_text(shape.type_name, value, path, problems, in_body=False)


class _Parts:
    """Where each member of an input is: its name on the wire, and the model's."""

    def __init__(self, shape: Shape) -> None:
        self.labels: dict[str, str] = {}
        self.query: dict[str, str] = {}
        self.query_map = False
        self.headers: dict[str, str] = {}
        self.header_maps: dict[str, str] = {}
        self.body: dict[str, str] = {}
        for name, member in shape.members.items():
            location = member.serialization.get("location")
            wire = member.serialization.get("name", name)
            if location == "uri":
                self.labels[wire] = name
            elif location == "querystring" and member.type_name == "map":
                self.query_map = True
            elif location == "querystring":
                self.query[wire] = name
            elif location == "header":
                self.headers[wire.lower()] = name
            elif location == "headers":
                self.header_maps[wire.lower()] = name
            else:
                self.body[wire] = name

    @staticmethod
    def fixed(operation: OperationModel) -> str:
        """The part of the operation's own path that is in the query, such as `?list-type=2`."""
        return str(operation.http["requestUri"]).partition("?")[2]


@functools.cache
def _parts(shape: Shape) -> _Parts:
    return _Parts(shape)
