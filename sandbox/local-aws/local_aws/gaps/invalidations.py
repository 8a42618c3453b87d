"""Invalidations of distributions."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from ministack.services import cloudfront

from local_aws.patch import Response, wrap

_MOST_PATHS, _MOST_WILDCARDS = 3000, 15
"""In progress at once (CloudFront quotas); here the paths of one request, since it is done at once."""


def invalidation_paths() -> None:
    """Every batch of paths is taken. AWS refuses paths that do not begin with a slash or have characters that a URL cannot
    have, and more paths or wildcards than may be in progress at once."""
    wrap(cloudfront, "_create_invalidation", _create)


def _create(original: Any, distribution: str, body: bytes) -> Response:
    return _refusal(_paths(body)) or original(distribution, body)


def _paths(body: bytes) -> list[str]:
    try:
        root: Element = fromstring(body)
    except ParseError:
        return []
    return [each.text or "" for each in root.iter() if each.tag.rpartition("}")[2] == "Path"]


def _refusal(paths: list[str]) -> Response | None:
    if not all(path.startswith("/") and path.isascii() and path.isprintable() and " " not in path for path in paths):
        return cloudfront._error(
            "InvalidArgument", "Your request contains one or more invalid invalidation paths.", 400
        )
    wildcards = [path for path in paths if path.endswith("*")]
    if len(wildcards) > _MOST_WILDCARDS or len(paths) - len(wildcards) > _MOST_PATHS:
        kind = "wildcard " if len(wildcards) > _MOST_WILDCARDS else ""
        message = f"Your request would exceed the maximum number of in-progress {kind}invalidations."
        return cloudfront._error("TooManyInvalidationsInProgress", message, 400)
    return None
