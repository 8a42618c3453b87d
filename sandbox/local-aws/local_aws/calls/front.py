"""Stands before every service: reads a signed request by its model, refuses what AWS refuses, lets the rest pass."""

import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from local_aws.calls.call import Call, Refusal
from local_aws.calls.constraints import violations
from local_aws.calls.models import operation_model, route_of, service_model, service_of
from local_aws.calls.parse import parameters
from local_aws.calls.refusals import invalid, rendered
from local_aws.calls.request import Request
from local_aws.calls.rule import Rule
from local_aws.rules import by_operation

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

Rules = dict[tuple[str, str], list[Rule]]

_log = logging.getLogger("local_aws")


def judged(application: Application) -> Application:
    """The ASGI application behind AWS's models and rules. What no client of AWS has signed is passed on as it is."""

    rules = by_operation()

    async def judging(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        body = await read_body(receive)
        refused = _refused(Request.of(scope, body), rules)
        if refused is None:
            await application(scope, replayed(body, receive), send)
            return
        status, headers, text = refused
        sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        sent.append((b"content-length", str(len(text)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": sent})
        await send({"type": "http.response.body", "body": text if scope["method"] != "HEAD" else b""})

    return judging


def _refused(request: Request, rules: Rules) -> tuple[int, dict[str, str], bytes] | None:
    """The answer to a call that AWS refuses."""
    if request.signer is None:
        return None
    _, _, signing_name = request.signer
    service = service_of(signing_name, request.path, request.form)
    model = service_model(service)
    if model is None:
        return None
    protocol = _protocol(service, request)
    try:
        call = read(request, service, protocol)
        if call is not None:
            for rule in rules.get((service, call.operation), ()):
                rule(call)
    except Refusal as refusal:
        _log.warning("refused %s %s %s: %s", service, request.method, _name(request), refusal)
        return rendered(refusal, protocol, service)
    return None


def _protocol(service: str, request: Request) -> str:
    """Which of its protocols a service is spoken to in: some have several, and their clients choose."""
    model = service_model(service)
    spoken = str(model.metadata["protocol"]) if model else ""
    if spoken == "smithy-rpc-v2-cbor" or "protocols" in (model.metadata if model else {}):
        if request.form.get("Action"):
            return "ec2" if spoken == "ec2" else "query"
        if "x-amz-target" in request.headers:
            return "json"
    return spoken


def read(request: Request, service: str, protocol: str) -> Call | None:
    """The call that a request makes; None for one that is none, such as a preflight request.

    @raises Refusal: where the service's model does not allow it
    """
    labels: dict[str, str] = {}
    if protocol in ("query", "ec2"):
        name = request.form.get("Action", "")
    elif protocol == "json":
        name = request.headers.get("x-amz-target", "").rpartition(".")[2]
    elif protocol in ("rest-json", "rest-xml"):
        found = route_of(service, request.method, request.path, request.query, request.headers)
        if found is None:
            return None
        name, labels = found
    else:
        return None
    model = service_model(service)
    if model is None or name not in model.operation_names:
        code = "InvalidAction" if protocol in ("query", "ec2") else "UnknownOperationException"
        raise Refusal(code, f"{service} has no action {name!r}")
    operation = operation_model(service, name)
    problems: list[tuple[str, str]] = []
    given = parameters(operation, protocol, request, labels, problems)
    problems += violations(operation.input_shape, given, service)
    if problems:
        raise invalid(protocol, service, problems)
    account, region = _scope(request)
    caller = request.signer[0] if request.signer else ""
    return Call(service, name, region, account, given, caller)


def _scope(request: Request) -> tuple[str, str]:
    """Account and region of a request, which MiniStack's stores are asked for from here on."""
    from ministack.core.responses import get_account_id, set_request_account_id, set_request_region
    from ministack.core.router import extract_region

    key, _, _ = request.signer or ("", "", "")
    set_request_account_id(key)
    region = extract_region(request.headers, request.query_lists)
    set_request_region(region)
    return get_account_id(), region


def _name(request: Request) -> str:
    return request.form.get("Action") or request.headers.get("x-amz-target") or request.path


async def read_body(receive: Any) -> bytes:
    parts, has_more = [], True
    while has_more:
        message = await receive()
        parts.append(message.get("body", b""))
        has_more = message.get("more_body", False)
    return b"".join(parts)


def replayed(body: bytes, receive: Any) -> Any:
    """Receives a body that has been read, then what comes after it."""
    first = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Any:
        return first.pop() if first else await receive()

    return receiving


@functools.cache
def prepared() -> None:
    """Reads the models of the services that every deployment calls, so that no first request waits for them."""
    for service in ("ec2", "s3", "iam", "rds", "cloudfront"):
        service_model(service)
