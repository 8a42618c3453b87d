"""Reads a request's parameters by its operation's model, for each of AWS's protocols.

What does not fit the model's structure is a problem of the request: it is gathered, and judged with the constraints.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from botocore.model import OperationModel, Shape

from local_aws.calls.request import Request

Problems = list[tuple[str, str]]
"""Path of a member, and what is wrong with it."""

SCALARS = ("string", "character", "integer", "long", "float", "double", "boolean", "timestamp", "blob")

_PROTOCOL_KEYS = {"Action", "Version", "AUTHPARAMS"}
_ANY_QUERY_KEY = re.compile(r"x-id|X-Amz-.*|Action|Version", re.IGNORECASE)


def parameters(
    operation: OperationModel, protocol: str, request: Request, labels: dict[str, str], problems: Problems
) -> dict[str, Any]:
    """The parameters by the model's names."""
    shape = operation.input_shape
    if shape is None:
        return {}
    if protocol in ("query", "ec2"):
        return _Form(protocol, problems).read(shape, request.form)
    if protocol == "json":
        return _structure(shape, _json(request.body, problems), "", problems)
    return _rest(shape, protocol, request, labels, problems)


def _json(body: bytes, problems: Problems) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        problems.append(("", "is no JSON object"))
        return {}
    return found


# -- JSON ------------------------------------------------------------------------------------------------------------


def _structure(shape: Shape, value: Any, path: str, problems: Problems) -> dict[str, Any]:
    if not isinstance(value, dict):
        problems.append((path, f"has to be a structure, and is {value!r}"))
        return {}
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    found = {}
    for wire, given in value.items():
        name = names.get(wire)
        if name is None:
            if wire not in ("__type",):
                problems.append((f"{path}{wire}", "is not a member of " + shape.name))
        elif given is not None:
            found[name] = _value(shape.members[name], given, f"{path}{name}", problems)
    return found


def _value(shape: Shape, value: Any, path: str, problems: Problems) -> Any:
    kind = shape.type_name
    if kind == "structure":
        if getattr(shape, "is_document_type", False):
            return value
        return _structure(shape, value, f"{path}.", problems)
    if kind == "list":
        if not isinstance(value, list):
            problems.append((path, f"has to be a list, and is {value!r}"))
            return []
        return [_value(shape.member, item, f"{path}.{number}", problems) for number, item in enumerate(value, 1)]
    if kind == "map":
        if not isinstance(value, dict):
            problems.append((path, f"has to be a map, and is {value!r}"))
            return {}
        return {key: _value(shape.value, item, f"{path}.{key}", problems) for key, item in value.items()}
    right = {
        "boolean": bool,
        "integer": int,
        "long": int,
        "float": (int, float),
        "double": (int, float),
        "timestamp": (int, float, str),
    }.get(kind, str)
    if not isinstance(value, right) or (isinstance(value, bool) and kind != "boolean"):
        problems.append((path, f"has to be a {kind}, and is {value!r}"))
        return None
    return value


# -- Query and EC2 -----------------------------------------------------------------------------------------------------


class _Form:
    """Flat parameters with dotted names, as a tree."""

    def __init__(self, protocol: str, problems: Problems) -> None:
        self._is_ec2 = protocol == "ec2"
        self._problems = problems

    def read(self, shape: Shape, form: dict[str, str]) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for key, value in form.items():
            if key in _PROTOCOL_KEYS or key.startswith("X-Amz-"):
                continue
            at = tree
            *parents, last = key.split(".")
            for parent in parents:
                if not isinstance(at.get(parent), dict):
                    at[parent] = {}
                at = at[parent]
            at[last] = value
        return self._structure(shape, tree, "")

    def _structure(self, shape: Shape, tree: Any, path: str) -> dict[str, Any]:
        if not isinstance(tree, dict):
            if tree != "":
                self._problems.append((path.rstrip("."), f"has to be a structure, and is {tree!r}"))
            return {}
        names = {self._wire(name, member): name for name, member in shape.members.items()}
        found = {}
        for wire, below in tree.items():
            name = names.get(wire)
            if name is None:
                self._problems.append((f"{path}{wire}", "is not a member of " + shape.name))
            else:
                found[name] = self._value(shape.members[name], below, f"{path}{name}")
        return found

    def _wire(self, name: str, member: Shape) -> str:
        serialization = member.serialization
        if self._is_ec2:
            if "queryName" in serialization:
                return str(serialization["queryName"])
            name = serialization.get("name", name)
            return name[:1].upper() + name[1:]
        if member.type_name == "list" and serialization.get("flattened"):
            name = member.member.serialization.get("name", serialization.get("name", name))
            return str(name)
        return str(serialization.get("name", name))

    def _value(self, shape: Shape, tree: Any, path: str) -> Any:
        kind = shape.type_name
        if kind == "structure":
            return self._structure(shape, tree, f"{path}.")
        if kind == "list":
            items = self._items(shape, tree)
            return [self._value(shape.member, item, f"{path}.{number}") for number, item in enumerate(items, 1)]
        if kind == "map":
            entries = self._numbered(tree if shape.serialization.get("flattened") else self._below(tree, "entry"))
            key, value = (shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value"))
            return {
                entry.get(key, ""): self._value(shape.value, entry.get(value, ""), f"{path}.{entry.get(key, '')}")
                for entry in entries
                if isinstance(entry, dict)
            }
        return _scalar(kind, tree, path, self._problems)

    def _items(self, shape: Shape, tree: Any) -> list[Any]:
        if self._is_ec2 or shape.serialization.get("flattened"):
            return self._numbered(tree)
        return self._numbered(self._below(tree, shape.member.serialization.get("name", "member"), "member"))

    @staticmethod
    def _below(tree: Any, *names: str) -> Any:
        if isinstance(tree, dict):
            for name in names:
                if name in tree:
                    return tree[name]
        return tree

    @staticmethod
    def _numbered(tree: Any) -> list[Any]:
        if not isinstance(tree, dict):
            return [] if tree == "" else [tree]
        return [tree[key] for key in sorted(tree, key=lambda key: int(key) if key.isdigit() else 0)]


def _scalar(kind: str, text: Any, path: str, problems: Problems) -> Any:
    """A value that is sent as text."""
    if not isinstance(text, str):
        problems.append((path, f"has to be a {kind}"))
        return None
    try:
        if kind == "boolean":
            return {"true": True, "false": False, "True": True, "False": False}[text]
        if kind in ("integer", "long"):
            return int(text)
        if kind in ("float", "double"):
            return float(text)
        if kind == "blob":
            return base64.b64decode(text, validate=True)
    except (KeyError, ValueError, binascii.Error):
        problems.append((path, f"has to be a {kind}, and is {text!r}"))
        return None
    return text


# -- REST --------------------------------------------------------------------------------------------------------------


def _rest(
    shape: Shape, protocol: str, request: Request, labels: dict[str, str], problems: Problems
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    in_body: dict[str, str] = {}
    queries: set[str] = set()
    payload = shape.serialization.get("payload")
    has_map = False
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        wire = member.serialization.get("name", name)
        if location == "uri":
            if wire in labels:
                found[name] = _scalar(member.type_name, labels[wire], name, problems)
        elif location == "querystring":
            queries.add(wire)
            if member.type_name == "map":
                has_map = True
            elif wire in request.query_lists:
                found[name] = _query_value(member, request.query_lists[wire], name, problems)
        elif location == "header":
            given = request.headers.get(wire.lower())
            if given:
                found[name] = (
                    [part.strip() for part in given.split(",")]
                    if member.type_name == "list"
                    else _scalar(member.type_name, given, name, problems)
                    if member.type_name != "blob"
                    else given
                )
        elif location == "headers":
            found[name] = {
                key[len(wire) :]: value for key, value in request.headers.items() if key.startswith(wire.lower())
            }
        elif payload is None:
            in_body[name] = wire
    for key in request.query:
        if key not in queries and not has_map and not _ANY_QUERY_KEY.fullmatch(key) and request.query[key]:
            problems.append((key, "is not a parameter of the request"))
    if payload is not None:
        member = shape.members[payload]
        if member.type_name not in ("blob", "string") and request.body:
            found[payload] = _body(member, protocol, request.body, payload, problems)
        elif request.body:
            found[payload] = request.body
    elif in_body and request.body:
        found.update(_body(shape, protocol, request.body, "", problems, in_body))
    return found


def _query_value(shape: Shape, values: list[str], path: str, problems: Problems) -> Any:
    if shape.type_name == "list":
        return [_scalar(shape.member.type_name, value, path, problems) for value in values]
    return _scalar(shape.type_name, values[0], path, problems)


def _body(
    shape: Shape, protocol: str, body: bytes, path: str, problems: Problems, members: dict[str, str] | None = None
) -> dict[str, Any]:
    prefix = f"{path}." if path else ""
    if protocol == "rest-json":
        given = _json(body, problems)
        if members is None:
            return _structure(shape, given, prefix, problems)
        names = {wire: name for name, wire in members.items()}
        found = {}
        for wire, value in given.items():
            if wire not in names:
                problems.append((wire, "is not a member of " + shape.name))
            elif value is not None:
                found[names[wire]] = _value(shape.members[names[wire]], value, names[wire], problems)
        return found
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as problem:
        problems.append((path, f"is no XML: {problem}"))
        return {}
    return _Xml(problems).structure(shape, root, prefix)


class _Xml:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def structure(self, shape: Shape, element: ElementTree.Element, path: str) -> dict[str, Any]:
        names = {self._wire(name, member): name for name, member in shape.members.items()}
        found: dict[str, Any] = {}
        for wire, children in _by_tag(element).items():
            name = names.get(wire)
            if name is None:
                self._problems.append((f"{path}{wire}", "is not a member of " + shape.name))
                continue
            member = shape.members[name]
            if member.type_name == "list" and self._is_flat(member):
                found[name] = self._list(member, children, f"{path}{name}")
            else:
                found[name] = self._value(member, children[0], f"{path}{name}")
        for attribute, value in element.attrib.items():
            for name, member in shape.members.items():
                if member.serialization.get("xmlAttribute") and _local(member.serialization["name"]) == _local(attribute):
                    found[name] = value
        return found

    @staticmethod
    def _is_flat(shape: Shape) -> bool:
        return bool(shape.serialization.get("flattened"))

    def _wire(self, name: str, member: Shape) -> str:
        return str(member.serialization.get("name", name))

    def _list(self, shape: Shape, children: list[ElementTree.Element], path: str) -> list[Any]:
        return [self._value(shape.member, child, f"{path}.{number}") for number, child in enumerate(children, 1)]

    def _value(self, shape: Shape, element: ElementTree.Element, path: str) -> Any:
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape, element, f"{path}.")
        if kind == "list":
            wanted = shape.member.serialization.get("name", "member")
            for child in element:
                if _local(child.tag) != wanted:
                    self._problems.append((f"{path}.{_local(child.tag)}", f"is no item of {shape.name}: {wanted}"))
            return self._list(shape, [child for child in element if _local(child.tag) == wanted], path)
        if kind == "map":
            return {
                (entry.findtext("key") or ""): self._value(shape.value, entry.find("value"), path)
                for entry in element
                if entry.find("value") is not None
            }
        return _scalar(kind, element.text or "", path, self._problems)


def _by_tag(element: ElementTree.Element) -> dict[str, list[ElementTree.Element]]:
    found: dict[str, list[ElementTree.Element]] = {}
    for child in element:
        found.setdefault(_local(child.tag), []).append(child)
    return found


def _local(name: str) -> str:
    """A name without its namespace, written `{uri}name` or `prefix:name`."""
    return name.rpartition("}")[2].rpartition(":")[2]


def walk(value: Any) -> Iterator[Any]:
    """A value and all that is in it."""
    yield value
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in below:
        yield from walk(item)
