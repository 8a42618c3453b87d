"""What every request passes first: our own two addresses, then MiniStack."""

import json
from typing import Any

from local_aws import inventory, saving
from local_aws.gaps import fill_gaps
from local_aws.server import Settings


def front(settings: Settings) -> Any:
    """The ASGI application: MiniStack with the gaps filled.

    - `GET /_local_aws/health`: `{"token", "build"}` of this run, so that a caller knows whom it found on a port;
    - `GET /_local_aws/inventory`: what users made, see `inventory`.
    """
    from ministack import app as ministack

    if not settings.stock:
        fill_gaps()
    saving.after_changes(ministack)
    answers = {
        "/_local_aws/health": lambda: {"token": settings.token, "build": settings.build},
        "/_local_aws/inventory": lambda: inventory.collect(ministack),
    }

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        answer = answers.get(scope.get("path", ""))
        if answer is None:
            await ministack.app(scope, receive, send)
            return
        body = json.dumps(answer()).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return application
