"""Stands before every service: reads a signed request by its model, refuses what AWS refuses, lets the rest pass."""

import logging
from collections.abc import Awaitable, Callable
from threading import Timer
from typing import Any

from local_aws.calls import tally
from local_aws.calls.call import Call, Refusal
from local_aws.calls.constraints import violations
from local_aws.calls.members import unread
from local_aws.calls.models import operation_model, service_model, service_of
from local_aws.calls.parse import parameters
from local_aws.calls.problems import Problems
from local_aws.calls.refusals import Answer, invalid, rendered
from local_aws.calls.request import Request
from local_aws.calls.routes import route_of
from local_aws.calls.rule import Rule, name_of
from local_aws.rules import by_operation

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

Rules = dict[tuple[str, str], list[Rule]]

PREPARED_AFTER_SECONDS = 2.0
"""When the models are read, so that neither the start nor the first call of a deployment waits for them."""

_log = logging.getLogger("local_aws")


def judged(application: Application) -> Application:
    """The ASGI application behind AWS's models and rules. What no client of AWS has signed is passed on as it is."""

    rules = by_operation()
    reading = Timer(PREPARED_AFTER_SECONDS, prepare)
    reading.daemon = True
    reading.start()

    async def judging(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        body = await read_body(receive)
        refused = answer(Request.of(scope, body), rules)
        if refused is None:
            await application(scope, replayed(body, receive), send)
            return
        await send_answer(refused, scope, send)

    return judging


def answer(request: Request, rules: Rules) -> Answer | None:
    """The answer to a call that AWS refuses; None for one that it takes, and for what is no call."""
    if request.signer is None:
        return None
    service = service_of(request.signer[2], request.path, request.form)
    if service_model(service) is None:
        return None
    protocol = protocol_of(service, request)
    name, by = "", "models"
    try:
        name, labels = _operation(request, service, protocol)
        if not name:
            return None
        call = read(request, service, protocol, name, labels)
        tally.count(call, request.headers)
        by = "members"
        if missed := unread(service, protocol, operation_model(service, name), call.parameters):
            raise invalid(protocol, service, missed)
        for rule in rules.get((service, name), ()):
            by = name_of(rule)
            rule(call)
    except Refusal as given:
        refusal = given
    except Exception as failure:
        # Answered with 500, it would be called again by the client, for minutes. This has to be seen.
        _log.exception("the rule %s fails", by)
        refusal = Refusal("InternalFailure", f"The local AWS's rule {by} fails: {failure!r}. See its log.")
    else:
        return None
    _note(service, name, refusal, by)
    return rendered(refusal, protocol, service)


def _note(service: str, operation: str, refusal: Refusal, by: str) -> None:
    """A line that can be searched for: `refused ec2 CreateSubnet InvalidParameterValue by ec2.zones: ...`."""
    message = " ".join(refusal.message.split())
    _log.warning("refused %s %s %s by %s: %s", service, operation or "-", refusal.code, by, message)


def protocol_of(service: str, request: Request) -> str:
    """Which of its protocols a service is spoken to in: some have several, and their clients choose."""
    model = service_model(service)
    metadata = model.metadata if model else {}
    spoken = str(metadata["protocol"])
    if spoken in ("ec2", "rest-json", "rest-xml"):
        return spoken
    if request.headers.get("smithy-protocol") == "rpc-v2-cbor":
        return "smithy-rpc-v2-cbor"
    if request.form.get("Action"):
        return "query"
    return "json" if "x-amz-target" in request.headers else spoken


def _operation(request: Request, service: str, protocol: str) -> tuple[str, dict[str, str]]:
    """The operation that is asked for, and its path's labels; none for what is no call, such as a preflight request.

    @raises Refusal: where the service has no such operation
    """
    if protocol in ("rest-json", "rest-xml"):
        path = request.bucket_path if service == "s3" else request.path
        return route_of(service, request.method, path, request.query, request.headers) or ("", {})
    if protocol in ("query", "ec2"):
        name = request.form.get("Action", "")
    elif protocol == "json":
        name = request.headers.get("x-amz-target", "").rpartition(".")[2]
    else:
        name = request.path.rpartition("/operation/")[2]
    model = service_model(service)
    if model is None or name not in model.operation_names:
        if protocol not in ("query", "ec2"):
            raise Refusal("UnknownOperationException", f"{service} has no operation {name!r}")
        if name:
            raise Refusal("InvalidAction", f"The action {name} is not valid for this web service.")
        raise Refusal("MissingAction", "The request must contain the parameter Action")
    return name, {}


def read(request: Request, service: str, protocol: str, name: str, labels: dict[str, str]) -> Call:
    """The call that a request makes.

    @raises Refusal: where the service's model does not allow it
    """
    operation = operation_model(service, name)
    problems: Problems = []
    given = parameters(operation, protocol, request, labels, problems)
    if not any(problem.kind == "malformed" for problem in problems):
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


async def send_answer(answered: Answer, scope: dict[str, Any], send: Any) -> None:
    status, headers, text = answered
    sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    sent.append((b"content-length", str(len(text)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": text if scope["method"] != "HEAD" else b""})


def prepare() -> None:
    """Reads the models of the services that every deployment calls: half a second, of which EC2 takes most."""
    for service in ("ec2", "s3", "iam", "rds", "cloudfront", "lambda", "elbv2", "elasticache", "kms", "logs"):
        service_model(service)


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
