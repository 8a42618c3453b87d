"""CloudFront's functions."""

from contextvars import ContextVar
from typing import Any

from ministack.core import cloudfront_js
from ministack.services import cloudfront

from local_aws.patch import Response, wrap

_query: ContextVar[str] = ContextVar("query")
"""The query string of the request that is served, as it came."""

_FIELD = "rawQuery"
_WITH_QUERY = b"""
handler = ((original) => (event) => {
  const query = event.request.rawQuery;
  delete event.request.rawQuery;
  event.request.rawQueryString = () => query;
  return original(event);
})(handler);
"""


def updated_version() -> None:
    """UpdateFunction tells the new version in the header `ETag`. AWS's is `ETtag`, as its API model spells it, and clients
    read no other: the provider could not publish what it has updated."""
    wrap(cloudfront, "_cf_update_function", _update)


def raw_query_string() -> None:
    """A function's request has no `rawQueryString()`, so a function that redirects fails."""
    wrap(cloudfront, "handle_viewer_request", _keep_query)
    wrap(cloudfront, "_build_function_event", _add_query)
    wrap(cloudfront_js, "evaluate", _evaluate)


def _update(original: Any, *args: Any) -> Response:
    status, headers, body = original(*args)
    if "ETag" in headers:
        headers = {**headers, "ETtag": headers["ETag"]}
    return status, headers, body


async def _keep_query(
    original: Any, distribution: Any, method: str, path: str, raw_path: str, raw_query: str, *args: Any
) -> Any:
    _query.set(raw_query)
    return await original(distribution, method, path, raw_path, raw_query, *args)


def _add_query(original: Any, *args: Any) -> dict[str, Any]:
    event: dict[str, Any] = original(*args)
    if query := _query.get():
        event["request"][_FIELD] = query
    return event


def _evaluate(original: Any, code: bytes, event: dict[str, Any]) -> Any:
    return original(code + _WITH_QUERY, event)
