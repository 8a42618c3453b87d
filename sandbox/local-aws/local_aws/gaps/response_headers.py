"""CloudFront's response headers policies."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import cloudfront

from local_aws.patch import wrap

_LISTS = {"CustomHeadersConfig": "CustomHeaders", "RemoveHeadersConfig": "RemoveHeaders"}


def empty_header_lists() -> None:
    """A policy without custom or removed headers shows empty lists of them: the provider sees a change in every plan."""
    wrap(cloudfront, "_build_rhp_config_xml", _build)


def _build(original: Any, parent: Element, config: dict[str, Any]) -> None:
    original(parent, config)
    for child in list(parent):
        key = _LISTS.get(child.tag.rpartition("}")[2])
        if key is not None and not config.get(key):
            parent.remove(child)
