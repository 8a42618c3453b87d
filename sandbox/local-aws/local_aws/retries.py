"""Gives an answer again to a client that did not get it, and so asks again.

Clients of AWS give a request an id, and count their attempts at it. When a connection breaks while an answer is on its way,
they send the request again: carried out twice, it would create a thing twice, or not find what it has deleted.
"""

from collections import OrderedDict
from typing import Any

_KEPT = 500
"""Answers; a client asks again within a second."""

Messages = list[dict[str, Any]]
_answers: OrderedDict[bytes, Messages] = OrderedDict()


def answered_once(application: Any) -> Any:
    """The ASGI application, which carries out no request again that has succeeded. One that has failed is tried again."""

    async def application_once(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope.get("headers", ()))
        identity = headers.get(b"amz-sdk-invocation-id")
        if identity is None:
            await application(scope, receive, send)
            return
        is_first = headers.get(b"amz-sdk-request", b"attempt=1").startswith(b"attempt=1;")
        if not is_first and identity in _answers:
            for message in _answers[identity]:
                await send(message)
            return
        answer: Messages = []

        async def noted(message: dict[str, Any]) -> None:
            answer.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body") and answer[0]["status"] < 400:
                _keep(identity, answer)
            await send(message)

        await application(scope, receive, noted)

    return application_once


def _keep(identity: bytes, answer: Messages) -> None:
    _answers[identity] = answer
    if len(_answers) > _KEPT:
        _answers.popitem(last=False)
