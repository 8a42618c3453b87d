"""How a gap is filled: by standing between MiniStack's callers and one of its functions, never by editing a copy of it.

Every helper raises at start-up when what it patches is not there, so that a new MiniStack cannot make a gap's filling
silently ineffective.
"""

import functools
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

Owner = ModuleType | dict[str, Any]
"""Where a function is found by name: a module, or a service's table of actions."""

Response = tuple[int, dict[str, str], bytes]
"""What a service's handler returns: status, headers, body."""


def wrap(owner: Owner, name: str, wrapper: Callable[..., Any]) -> None:
    """Calls of `owner`'s `name` become `wrapper(original, ...)`."""
    original = owner[name] if isinstance(owner, dict) else getattr(owner, name)
    wrapped = functools.partial(wrapper, original)
    if isinstance(owner, dict):
        owner[name] = wrapped
    else:
        setattr(owner, name, wrapped)


def add(actions: dict[str, Any], name: str, handler: Callable[..., Any]) -> None:
    """Answers an action that MiniStack does not know. It must not: then this gap can go."""
    if name in actions:
        raise LookupError(f"MiniStack answers {name} by itself now")
    actions[name] = handler


def complete(owner: Owner, name: str, completer: Callable[[Element, Any], None]) -> None:
    """`owner.name(record, ...)` renders a record as XML text; `completer(fields, record)` adds what the text lacks.

    `fields` is the element whose children are the record's members.
    """

    def completed(original: Callable[..., str], record: Any, *args: Any, **options: Any) -> str:
        root = parse(original(record, *args, **options))
        completer(root[0] if len(root) == 1 and len(root[0]) else root, record)
        return unparse(root)

    wrap(owner, name, completed)


def parse(text: str) -> Element:
    """An element whose children are the elements in `text`."""
    return ElementTree.fromstring(f"<text>{text}</text>")


def unparse(root: Element) -> str:
    """The children of `root` as text."""
    return "".join(ElementTree.tostring(child, encoding="unicode") for child in root)


def edit(response: Response, editor: Callable[[Element], None]) -> Response:
    """The response with its XML body changed by `editor`. An error passes unchanged."""
    status, headers, body = response
    if status != 200:
        return response
    root = ElementTree.fromstring(body)
    namespace = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    editor(root)
    if namespace:
        root.set("xmlns", namespace)
    kept = {key: value for key, value in headers.items() if key.lower() != "content-length"}
    return status, kept, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def keep(response: Response, list_tag: str, is_wanted: Callable[[Element], bool]) -> Response:
    """The response without those items of its lists `list_tag` that are not wanted."""

    def remove_others(root: Element) -> None:
        for items in root.iter(list_tag):
            for item in list(items):
                if not is_wanted(item):
                    items.remove(item)

    return edit(response, remove_others)


def text_of(response: Response, tag: str) -> str:
    """The text of the first element `tag` of a response; empty when it has none, as errors do."""
    status, _, body = response
    if status != 200:
        return ""
    for element in ElementTree.fromstring(body).iter():
        if element.tag.rpartition("}")[2] == tag:
            return element.text or ""
    return ""


def put(parent: Element, tag: str, value: Any) -> None:
    """Makes `tag` the one such child of `parent`; none at all for None.

    A value is a text, a number, a truth value, a list (of `item` elements), or a dict (of members).
    """
    for element in parent.findall(tag):
        parent.remove(element)
    if value is not None:
        fill(ElementTree.SubElement(parent, tag), value)


def fill(element: Element, value: Any, item_tag: str = "item") -> None:
    """Writes a value as the content of an element, see `put`. The Query services call the items of a list `member`."""
    if isinstance(value, dict):
        for tag, member in value.items():
            if member is not None:
                fill(ElementTree.SubElement(element, tag), member, item_tag)
    elif isinstance(value, list):
        for member in value:
            fill(ElementTree.SubElement(element, item_tag), member, item_tag)
    else:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)


def render(members: dict[str, Any], item_tag: str = "item") -> str:
    """Members as XML text, see `put`."""
    root = Element("root")
    fill(root, members, item_tag)
    return unparse(root)


def numbered(lookup: Callable[[str], str], pattern: str) -> Iterator[str]:
    """The values of `pattern` with `#` replaced by 1, 2, 3... for as long as there are any."""
    number = 1
    while value := lookup(pattern.replace("#", str(number))):
        yield value
        number += 1
