"""Parameters in XML."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from botocore.model import Shape
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from local_aws.calls.models import wire_names
from local_aws.calls.problems import Problem, Problems
from local_aws.calls.scalars import from_text


def read(
    shape: Shape, body: bytes, root: str, path: str, problems: Problems, names: dict[str, str] | None
) -> dict[str, Any]:
    """What a body holds: a structure, in an element of the name `root`. Namespaces are not looked at."""
    try:
        element = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        problems.append(Problem("malformed", "", f"The request body is no XML: {problem}"))
        return {}
    if _local(element.tag) != root:
        problems.append(Problem("malformed", "", f"The request body has to be a {root}, and is {_local(element.tag)}"))
        return {}
    return _Reader(problems).structure(shape, element, path, names)


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def structure(
        self, shape: Shape, element: Element, path: str, names: dict[str, str] | None = None
    ) -> dict[str, Any]:
        if names is None:
            names = wire_names(shape)
        prefix = f"{path}." if path else ""
        found: dict[str, Any] = {}
        for wire, children in _by_tag(element).items():
            name = names.get(wire)
            if name is None:
                told = f"is not a member of {shape.name}"
                self._problems.append(Problem("unknown", f"{prefix}{wire}", told, children[0].text))
                continue
            member = shape.members[name]
            is_flat = bool(member.serialization.get("flattened"))
            if len(children) > 1 and not is_flat:
                self._problems.append(Problem("type", f"{prefix}{name}", "Member must be given once", len(children)))
            if is_flat and member.type_name == "list":
                found[name] = self._list(member, children, f"{prefix}{name}")
            elif is_flat and member.type_name == "map":
                found[name] = self._map(member, children, f"{prefix}{name}")
            else:
                found[name] = self._value(member, children[0], f"{prefix}{name}")
        for attribute, value in element.attrib.items():
            for name, member in shape.members.items():
                if member.serialization.get("xmlAttribute") and _local(member.serialization["name"]) == _local(
                    attribute
                ):
                    found[name] = value
        return found

    def _list(self, shape: Shape, children: list[Element], path: str) -> list[Any]:
        return [self._value(shape.member, child, f"{path}.{number}") for number, child in enumerate(children, 1)]

    def _map(self, shape: Shape, entries: list[Element], path: str) -> dict[str, Any]:
        key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        found = {}
        for entry in entries:
            parts = {_local(part.tag): part for part in entry}
            if key in parts and value in parts:
                name = parts[key].text or ""
                found[name] = self._value(shape.value, parts[value], f"{path}.{name}")
            else:
                self._problems.append(Problem("type", path, f"Member must have a {key} and a {value}"))
        return found

    def _value(self, shape: Shape, element: Element, path: str) -> Any:
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape, element, path)
        if kind == "list":
            wanted = shape.member.serialization.get("name", "member")
            for child in element:
                if _local(child.tag) != wanted:
                    told = f"is no item of {shape.name}, which are called {wanted}"
                    self._problems.append(Problem("unknown", f"{path}.{_local(child.tag)}", told, child.text))
            return self._list(shape, [child for child in element if _local(child.tag) == wanted], path)
        if kind == "map":
            return self._map(shape, [child for child in element if _local(child.tag) == "entry"], path)
        return from_text(kind, element.text or "", path, self._problems)


def _by_tag(element: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(_local(child.tag), []).append(child)
    return found


def _local(name: str) -> str:
    """A name without its namespace, written `{uri}name` or `prefix:name`."""
    return name.rpartition("}")[2].rpartition(":")[2]
