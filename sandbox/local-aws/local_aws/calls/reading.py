"""Which members of a call the code behind an operation can read at all: those whose names are in it.

MiniStack reads a request by literal names. The names in an operation's handler, in all that it calls and in what our
gaps put around it are found in the compiled code, once an operation, when it is first called. A name that is not there
cannot have been read. What this does not see:
- a name that is there and means something else (`Name`, `Value`), or is read and then not acted on;
- members of structures in JSON and XML bodies, which MiniStack mostly keeps and gives back as a whole;
- of the REST services, which reads of headers and queries are an operation's, and which of a body are, where no function
  bears its name: the whole module counts.
"""

import functools
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import CodeType, FunctionType, ModuleType
from typing import Any

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")

_READ_WHOLE = {"_parse_nested"}
"""MiniStack's functions that read all that begins with a name which they are given."""

_PART = re.compile(r"[a-z0-9]+")

Words = frozenset[str]


@functools.cache
def words_behind(service: str, operation: str) -> Words | None:
    """The words in the code that answers an operation; None for a service that MiniStack does not have."""
    module = _module_of(service)
    if module is None:
        return None
    handler = _handler(module, operation)
    return frozenset(_reachable([handler])) if handler is not None else _words_of(module)


def words_of(service: str) -> Words:
    """The words in all the code of a service."""
    module = _module_of(service)
    return _words_of(module) if module is not None else frozenset()


def is_read_whole(name: str, words: Words) -> bool:
    """Whether the code reads all that is in a member, whatever it is called."""
    return f"{name}.*" in words


def can_be_read(name: str, words: Words) -> bool:
    """Whether the code knows a member by the name that is sent, such as `VpcId` or `x-amz-acl`."""
    return name in words or name.lower() in words or all(part in words for part in _PART.findall(name.lower()))


@functools.cache
def _words_of(module: ModuleType) -> Words:
    return frozenset(_reachable([each for each in vars(module).values() if _is_code(each)]))


@functools.cache
def _module_of(service: str) -> ModuleType | None:
    from ministack.app import SERVICE_REGISTRY

    named = {"logs": "logs", "apigatewayv2": "apigateway"}.get(service, service)
    for name, config in SERVICE_REGISTRY.items():
        if named == name or named in config.get("aliases", ()):
            return import_module(f"ministack.services.{config['module']}")
    return None


def _handler(module: ModuleType, operation: str) -> Any:
    """From a table of actions, or by its name: `CreateDBProxy` is `_create_db_proxy`."""
    for found in vars(module).values():
        if isinstance(found, dict) and callable(found.get(operation)):
            return found[operation]
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", operation).lower()
    return vars(module).get(f"_{snake}")


def _is_code(value: Any) -> bool:
    return isinstance(value, FunctionType | functools.partial)


def _reachable(functions: list[Callable[..., Any]]) -> Iterator[str]:
    """The words of functions and of all functions that these name, closed over or wrapped."""
    seen: set[int] = set()
    while functions:
        function: Any = functions.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        if isinstance(function, functools.partial):
            held: list[Any] = [function.func, *function.args, *function.keywords.values()]
        elif isinstance(function, FunctionType):
            constants = list(_constants(function.__code__))
            yield from _words(constants)
            if not _READ_WHOLE.isdisjoint(_names(function.__code__)):
                yield from (f"{text.rpartition('.')[2]}.*" for text in constants if isinstance(text, str))
            held = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
            held += [cell.cell_contents for cell in function.__closure__ or () if _is_filled(cell)]
            held += [getattr(function, "__wrapped__", None), *_named(function)]
        else:
            continue
        for value in held:
            if _is_code(value):
                functions.append(value)
            else:
                yield from _words(value)


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def _named(function: FunctionType) -> Iterator[Any]:
    """What a function's code names: in its own module, and in the modules that it names."""
    names = set(_names(function.__code__))
    found = [function.__globals__.get(name) for name in names]
    for value in found:
        if isinstance(value, ModuleType) and value.__name__.startswith(("ministack.", "local_aws.")):
            yield from (vars(value)[name] for name in names if _is_code(vars(value).get(name)))
        elif not isinstance(value, dict) or not any(map(callable, value.values())):
            yield value


def _constants(code: CodeType) -> Iterator[Any]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _constants(constant)
        else:
            yield constant


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _words(value: Any, depth: int = 3) -> Iterator[str]:
    """The words of texts, also in tables of them. What MiniStack holds of users is in types of its own."""
    if isinstance(value, str):
        for word in _WORD.findall(value):
            yield word
            yield from word.split("-")
    elif depth and type(value) in (tuple, list, set, frozenset):
        for item in value:
            yield from _words(item, depth - 1)
    elif depth and type(value) is dict:
        for key, item in value.items():
            yield from _words(key, depth - 1)
            yield from _words(item, depth - 1)
