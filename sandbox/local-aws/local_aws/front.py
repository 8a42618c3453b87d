"""What every request passes first: our own few addresses, then MiniStack."""

import json
import logging
from typing import Any

from local_aws import inventory, processes, saving
from local_aws.gaps import fill_gaps
from local_aws.server import Settings


def front(settings: Settings) -> Any:
    """The ASGI application: MiniStack with the gaps filled.

    - `GET /_local_aws/health`: `{"token", "build"}` of this run, so that a caller knows whom it found on a port;
    - `GET /_local_aws/inventory`: what users made, see `inventory`;
    - `POST /_local_aws/processes`: a process serves for an instance, see `processes`.
    """
    from ministack import app as ministack

    if not settings.stock:
        fill_gaps()
    saving.after_changes(ministack)
    answers = {
        ("GET", "/_local_aws/health"): lambda _: {"token": settings.token, "build": settings.build},
        ("GET", "/_local_aws/inventory"): lambda _: inventory.collect(ministack),
        ("POST", "/_local_aws/processes"): processes.attach,
    }

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        answer = answers.get((scope.get("method", ""), scope.get("path", "")))
        if answer is None:
            await ministack.app(scope, receive, _noting_failures(scope, send))
            return
        try:
            status, text = 200, json.dumps(answer(await _body(receive)))
        except ValueError as problem:
            status, text = 400, json.dumps({"message": str(problem)})
        body = text.encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return application


def _noting_failures(scope: dict[str, Any], send: Any) -> Any:
    """AWS's clients repeat what was answered with 500 or more, and then only the log can tell why something exists twice."""

    async def noting(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 500:
            logging.getLogger("local_aws").error("%s %s: %s", scope["method"], scope["path"], message["status"])
        await send(message)

    return noting


async def _body(receive: Any) -> bytes:
    body, has_more = b"", True
    while has_more:
        message = await receive()
        body += message.get("body", b"")
        has_more = message.get("more_body", False)
    return body
