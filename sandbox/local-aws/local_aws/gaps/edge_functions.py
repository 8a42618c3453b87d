"""CloudFront's functions."""

from typing import Any

from ministack.services import cloudfront

from local_aws.patch import Response, wrap


def updated_version() -> None:
    """UpdateFunction tells the new version in the header `ETag`. AWS's is `ETtag`, as its API model spells it, and clients
    read no other: the provider could not publish what it has updated."""
    wrap(cloudfront, "_cf_update_function", _update)


def _update(original: Any, *args: Any) -> Response:
    status, headers, body = original(*args)
    if "ETag" in headers:
        headers = {**headers, "ETtag": headers["ETag"]}
    return status, headers, body
