"""Requests that an HTTP API hands to a load balancer through a VPC link."""

from typing import Any
from urllib.parse import quote, urlencode

from ministack.services import alb, apigateway

from local_aws import listeners
from local_aws.gaps import vpc_links
from local_aws.patch import Response, wrap


def listener_integrations() -> None:
    """The listener's ARN is taken for a URL, and every request ends in an error. Here the listener of the local load
    balancer gets it: an application balancer's rules decide, a network balancer sends it to one of its targets.

    TLS is not spoken with the listener, and the stage's name is not put before the path: only `$default` is right.
    """
    wrap(apigateway, "_invoke_http_proxy", _invoke)


def strictest_desync() -> None:
    """A balancer that takes nothing but strictly valid HTTP answers the requests of an API. AWS's answers each of them
    400: https://repost.aws/knowledge-center/api-gateway-private-integration-errors"""
    wrap(apigateway, "_invoke_http_proxy", _refuse_as_strictest)


async def _invoke(
    original: Any,
    integration: dict[str, Any],
    path: str,
    method: str,
    headers: dict[str, str],
    body: bytes,
    query: dict[str, list[str]],
) -> Response:
    if integration.get("connectionType") != "VPC_LINK":
        return await original(integration, path, method, headers, body, query)
    listener = alb._listeners.get(integration["integrationUri"])
    if listener is None or not vpc_links.exists(integration.get("connectionId", "")):
        return _unavailable()
    # MiniStack has decoded the path but for `%25`, and a target gets it encoded.
    encoded = quote(path, safe="/%:@!$&'()*+,;=~")
    response = await listeners.ask(listener, method, encoded, urlencode(query, doseq=True), headers, body)
    return response or _unavailable()


async def _refuse_as_strictest(original: Any, integration: dict[str, Any], *request: Any) -> Response:
    listener = alb._listeners.get(integration["integrationUri"], {})
    mode = alb._lb_attr(listener.get("LoadBalancerArn"), "routing.http.desync_mitigation_mode", "defensive")
    if integration.get("connectionType") == "VPC_LINK" and mode == "strictest":
        return 400, {"Content-Type": "text/html"}, b"<html><body><center><h1>400 Bad Request</h1></center></body></html>"
    response: Response = await original(integration, *request)
    return response


def _unavailable() -> Response:
    """What a caller sees when nobody answers behind the link."""
    return apigateway._apigw_response({"message": "Service Unavailable"}, 503)
