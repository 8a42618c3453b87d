"""Parameters of the Query protocols: flat names with dots, such as `Tags.member.1.Key`."""

import functools
from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from local_aws.calls.problems import Problem, Problems
from local_aws.calls.scalars import from_text

_OF_THE_PROTOCOL = {"Action", "Version", "AUTHPARAMS", "AWSAccessKeyId", "Signature", "SignatureMethod", "Timestamp"}


def read(shape: Shape, form: Mapping[str, str], *, is_ec2: bool, problems: Problems) -> dict[str, Any]:
    """The parameters by the model's names. EC2 has names of its own, and its lists are always flat."""
    tree: dict[str, Any] = {}
    for key, value in form.items():
        if key in _OF_THE_PROTOCOL or key.startswith("X-Amz-"):
            continue
        at = tree
        *parents, last = key.split(".")
        for parent in parents:
            below = at.get(parent)
            if not isinstance(below, dict):
                below = at[parent] = {}
            at = below
        at[last] = value
    return _Form(is_ec2, problems).structure(shape, tree, "")


class _Form:
    def __init__(self, is_ec2: bool, problems: Problems) -> None:
        self._is_ec2 = is_ec2
        self._names = ec2_names if is_ec2 else query_names
        self._problems = problems

    def structure(self, shape: Shape, tree: Any, path: str) -> dict[str, Any]:
        if not isinstance(tree, dict):
            if tree != "":
                self._problems.append(Problem("type", path, "Member must be a structure", tree))
            return {}
        names = self._names(shape)
        prefix = f"{path}." if path else ""
        found = {}
        for wire, below in tree.items():
            name = names.get(wire)
            if name is None:
                self._problems.append(Problem("unknown", f"{prefix}{wire}", f"is not a member of {shape.name}", below))
            else:
                found[name] = self._value(shape.members[name], below, f"{prefix}{name}")
        return found

    def _value(self, shape: Shape, tree: Any, path: str) -> Any:
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape, tree, path)
        if kind == "list":
            items = self._items(shape, tree, path)
            return [self._value(shape.member, item, f"{path}.{number}") for number, item in enumerate(items, 1)]
        if kind == "map":
            is_flat = bool(shape.serialization.get("flattened"))
            key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
            return {
                entry.get(key, ""): self._value(shape.value, entry.get(value, ""), f"{path}.{entry.get(key, '')}")
                for entry in self._numbered(tree if is_flat else _below(tree, "entry"), path)
                if isinstance(entry, dict)
            }
        return from_text(kind, tree, path, self._problems)

    def _items(self, shape: Shape, tree: Any, path: str) -> list[Any]:
        if self._is_ec2 or shape.serialization.get("flattened"):
            return self._numbered(tree, path)
        return self._numbered(_below(tree, shape.member.serialization.get("name", "member"), "member"), path)

    def _numbered(self, tree: Any, path: str) -> list[Any]:
        """A list's items in their order. An empty list is sent as `Name=`."""
        if not isinstance(tree, dict):
            return [] if tree == "" else [tree]
        for key in tree:
            if not key.isdigit():
                self._problems.append(Problem("unknown", f"{path}.{key}", "is no item of a list", tree[key]))
        return [tree[key] for key in sorted((key for key in tree if key.isdigit()), key=int)]


def _below(tree: Any, *names: str) -> Any:
    for name in names:
        if isinstance(tree, dict) and name in tree:
            return tree[name]
    return tree


@functools.cache
def ec2_names(shape: Shape) -> dict[str, str]:
    return {_ec2_name(name, member): name for name, member in shape.members.items()}


def _ec2_name(name: str, member: Shape) -> str:
    if "queryName" in member.serialization:
        return str(member.serialization["queryName"])
    name = str(member.serialization.get("name", name))
    return name[:1].upper() + name[1:]


@functools.cache
def query_names(shape: Shape) -> dict[str, str]:
    return {_query_name(name, member): name for name, member in shape.members.items()}


def _query_name(name: str, member: Shape) -> str:
    own = member.serialization.get("name", name)
    if member.type_name == "list" and member.serialization.get("flattened"):
        return str(member.member.serialization.get("name", own))
    return str(own)
