"""The origins of distributions that are in this local AWS."""

import asyncio
import http.client
import re
from typing import Any
from urllib.parse import parse_qs, unquote
from xml.etree.ElementTree import Element

from ministack import app
from ministack.core.responses import StreamingResponse
from ministack.services import alb, cloudfront, route53

from local_aws import listeners
from local_aws.patch import wrap

_API = re.compile(r"^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$")

Fetched = tuple[int, str, dict[str, Any], bytes]
"""Status, reason, headers by lower-case name, body."""


def api_origins() -> None:
    """An HTTP API is not reached: MiniStack calls no host of AWS. Here the API answers, by its own name or by a custom one;
    over HTTPS only, and 403 to another `Host` than its own, as in AWS."""
    wrap(cloudfront, "_fetch_from_origin", _fetch)


def vpc_origins() -> None:
    """A VPC origin's ports and protocol are those of any other origin, and its load balancer is looked up by the name that
    the distribution gives it, which need not be the load balancer's own."""
    wrap(cloudfront, "_dataplane_origin", _with_endpoint)
    wrap(cloudfront, "_registered_alb", _by_arn)


def balancer_names() -> None:
    """A name in Route 53 that stands for a load balancer is looked up on the internet."""
    wrap(cloudfront, "_registered_alb", _by_record)


def balancer_listeners() -> None:
    """HTTPS listeners and network load balancers are not reached. Here they are, without TLS: no certificate is checked."""
    wrap(cloudfront, "_fetch_from_alb_origin", _ask_listener)


async def _fetch(original: Any, origin: dict[str, Any], *request: Any) -> Fetched:
    host = _api_host(origin["domain_name"])
    return await (_ask_api(host, origin, *request) if host else original(origin, *request))


def _api_host(name: str) -> str | None:
    """The `Host` by which the local AWS knows an API."""
    if found := _API.match(name):
        return f"{found[1]}.execute-api.localhost"
    is_api = app._parse_execute_api_url(name, "/") or app._resolve_custom_domain_request(name, "/")
    return name if is_api else None


async def _ask_api(
    host: str,
    origin: dict[str, Any],
    method: str,
    uri: str,
    query: str,
    headers: dict[str, str],
    body: bytes,
    is_https: bool,
    client: str,
    forwarded_for: str,
    _: str,
) -> Fetched:
    if not cloudfront._origin_connect_target(origin, is_https)[2]:
        raise cloudfront.OriginUnreachable(f"{host} does not answer HTTP")
    sent = _sent(origin, headers, client, forwarded_for)
    if sent["host"] != origin["domain_name"]:
        return 403, "Forbidden", {"content-type": "application/json"}, b'{"message":"Forbidden"}'
    raw_path = origin["origin_path"] + uri
    asking = app._handle_execute_api_request(
        host, unquote(raw_path), method, sent, body, parse_qs(query, keep_blank_values=True), raw_path, query
    )
    return await _received(asking, origin)


def _with_endpoint(original: Any, element: Element) -> dict[str, Any]:
    origin: dict[str, Any] = original(element)
    config = cloudfront._find(element, "VpcOriginConfig")
    if config is not None:
        endpoint = cloudfront._vpc_origins[cloudfront._text(config, "VpcOriginId")]["VpcOriginEndpointConfig"]
        origin["balancer_arn"] = endpoint["Arn"]
        origin["protocol_policy"] = endpoint["OriginProtocolPolicy"]
        origin["http_port"], origin["https_port"] = endpoint["HTTPPort"], endpoint["HTTPSPort"]
        origin["read_timeout"] = int(cloudfront._text(config, "OriginReadTimeout") or origin["read_timeout"])
    return origin


def _by_arn(original: Any, origin: dict[str, Any]) -> Any:
    arn = origin.get("balancer_arn")
    return original(origin) if arn is None else alb._lbs.get(arn)


def _by_record(original: Any, origin: dict[str, Any]) -> Any:
    return original(origin) or alb.find_lb_for_host(_target_of(origin["domain_name"]))


def _target_of(name: str) -> str:
    """What a record in Route 53 says that a name stands for; the name itself when there is none."""
    for records in route53._records.values():
        for record in records:
            if record["Name"].rstrip(".") == name:
                if record["Type"] == "CNAME":
                    return str(record["ResourceRecords"][0]).rstrip(".")
                if "AliasTarget" in record:
                    return str(record["AliasTarget"]["DNSName"]).removeprefix("dualstack.").rstrip(".")
    return name


async def _ask_listener(
    _: Any,
    balancer: dict[str, Any],
    origin: dict[str, Any],
    method: str,
    path: str,
    query: str,
    headers: dict[str, str],
    body: bytes,
    is_https: bool,
    client: str,
    forwarded_for: str,
) -> tuple[int, str, list[tuple[str, str]], bytes]:
    _, port, is_https = cloudfront._origin_connect_target(origin, is_https)
    protocols = ("HTTPS", "TLS", "TCP") if is_https else ("HTTP", "TCP")
    for listener in alb._listeners.values():
        if (
            listener["LoadBalancerArn"] == balancer["LoadBalancerArn"]
            and listener["Port"] == port
            and listener["Protocol"] in protocols
        ):
            sent = _sent(origin, headers, client, forwarded_for)
            status, reason, got, data = await _received(
                listeners.ask(listener, method, path, query, sent, body or b""), origin
            )
            pairs = [(name, each) for name, value in got.items() for each in _listed(value)]
            return status, reason, pairs, data
    raise cloudfront.OriginUnreachable(f"no listener for {protocols[0]} on port {port} of {balancer['DNSName']}")


def _sent(origin: dict[str, Any], headers: dict[str, str], client: str, forwarded_for: str) -> dict[str, str]:
    sent = cloudfront._origin_request_headers(origin, headers, client, forwarded_for)
    return {name.lower(): value for name, value in sent.items()}


async def _received(asking: Any, origin: dict[str, Any]) -> Fetched:
    seconds = origin["read_timeout"]
    try:
        response = await asyncio.wait_for(asking, seconds)
    except asyncio.TimeoutError as error:
        raise cloudfront.OriginTimeout(f"no answer within {seconds} s") from error
    if response is None:
        raise cloudfront.OriginUnreachable("nobody is behind the load balancer")
    status, headers, data = response
    if isinstance(data, StreamingResponse):
        data = await cloudfront._collect_streaming_body(data, seconds)
    pairs = [(name, each) for name, value in headers.items() for each in _listed(value)]
    return status, http.client.responses.get(status, ""), cloudfront._multidict_from_pairs(pairs), data


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
