"""What a stack serves by host, see `local_aws.hosts`."""

from typing import Any

from ministack import app

from local_aws.hosts import served
from local_aws.patch import Response, wrap


def own_paths() -> None:
    """Some paths, such as `/health` or those of S3 and SES, are MiniStack's on every host: a site or an API could not have
    them, and whoever may ask a stack's host reached all of AWS."""
    for name in ("_handle_pre_body_request", "_handle_post_body_shortcuts"):
        wrap(app, name, _leave_to_stack)
    wrap(app, "_handle_special_data_plane_request", _serve_first)


async def _leave_to_stack(original: Any, method: str, path: str, headers: dict[str, str], *args: Any) -> Any:
    return None if served(headers.get("host", "")) else await original(method, path, headers, *args)


async def _serve_first(
    original: Any,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    query: Any,
    request: str,
    raw_path: str | None = None,
    raw_query_string: str = "",
    client_ip: str = "127.0.0.1",
) -> Any:
    host = headers.get("host", "")
    kind = served(host)
    answer: Response | None
    if kind == "distribution":
        answer = await app._handle_cloudfront_dataplane_request(
            host, path, raw_path or path, raw_query_string, method, headers, body, query, client_ip
        )
    elif kind == "api":
        answer = await app._handle_execute_api_request(
            host, path, method, headers, body, query, raw_path, raw_query_string
        )
        answer = app._with_data_plane_headers(answer, request, wildcard_cors=False)
    elif kind == "balancer":
        answer = await app._handle_alb_request(host, path, method, headers, body, query, raw_query_string, raw_path)
    else:
        return await original(method, path, headers, body, query, request, raw_path, raw_query_string, client_ip)
    # Never None: MiniStack would go on to look for a service of AWS.
    return answer or (404, {"Content-Type": "application/json"}, b'{"message":"Not Found"}')
