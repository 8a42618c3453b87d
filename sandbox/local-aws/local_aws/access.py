"""Who is let in.

What a stack serves (`hosts`) is for everybody, browsers included. All else makes, tells and deletes things, and runs
functions as the user who started the local AWS: it is for those who have the key that only this user can read (`key`), or
that was made with it, such as a function's. A page in a browser must not reach it even by a name of its own that leads to
this machine, and not even with a key.
"""

import hashlib
import logging
import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from ministack import app
from ministack.core import iam_evaluator, sigv4
from ministack.core.responses import _account_from_sts_session, set_request_account_id

from local_aws.calls.front import Application, read_body, replayed, send_answer
from local_aws.calls.refusals import Answer
from local_aws.calls.request import Request, header
from local_aws.hosts import served
from local_aws.key import Key

_OWN_NAMES = re.compile(r"(127\.0\.0\.1|localhost)(:\d+)?")
"""No page can take these for itself. The port may be that of a proxy before this process."""

_SIGNED = "AWS4-HMAC-SHA256"
_SHA256 = re.compile(r"[0-9a-f]{64}")

_log = logging.getLogger("local_aws")


def guarded(application: Application, key: Key) -> Application:
    """The ASGI application, for those who may use it; 403, or AWS's answer to a wrong signature, for all others.

    No answer of what is guarded lets a page of another origin read it.
    """

    async def guarding(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":  # nothing that the platform uses
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http" or served(header(scope, b"host")):
            await application(scope, receive, send)
            return
        refused = _refused_by_headers(scope)
        if refused is None:
            body = await read_body(receive)
            refused = _refused_by_signature(scope, body, key)
            receive = replayed(body, receive)
        if refused is None:
            await application(scope, receive, _without_cors(send))
            return
        _log.warning("not let in: %s %s: %s", scope["method"], scope["path"], refused[2].decode())
        await send_answer(refused, scope, send)

    return guarding


def _refused_by_headers(scope: dict[str, Any]) -> Answer | None:
    host = header(scope, b"host")
    if not _OWN_NAMES.fullmatch(host):
        return _forbidden(f"nothing here is called {host!r}")
    for name in (b"origin", b"sec-fetch-site"):
        if header(scope, name):
            return _forbidden(f"no page may call this: the request has {name.decode()}")
    return None


def _refused_by_signature(scope: dict[str, Any], body: bytes, key: Key) -> Answer | None:
    """By what AWS's own front checks of every request: key, time, and signature over all that is signed."""
    request = Request.of(scope, body)
    # SigV4 signs a header that is sent on several lines as its values joined by a comma.
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), sigv4.decode_header_value(raw_value)
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    in_query = "authorization" not in headers
    if (request.query.get("X-Amz-Algorithm") if in_query else headers["authorization"].partition(" ")[0]) != _SIGNED:
        return _forbidden("Missing Authentication Token")
    query = request.query_lists
    signature = sigv4.parse_query_signature(query) if in_query else sigv4.parse_header_signature(headers)
    failure = (
        signature
        if isinstance(signature, tuple)
        else _failure_of(signature, _Signed(request, headers, query, in_query), key)
    )
    if failure is None:
        return None
    service = app.detect_service(request.method, scope["path"], headers, {**query, **_lists(request.form)})
    answer: Answer = app._credential_failure(service, "", str(uuid4()), iam_evaluator.AuthError(*failure), headers)
    return answer


@dataclass(frozen=True)
class _Signed:
    request: Request
    headers: dict[str, str]
    query: dict[str, list[str]]
    in_query: bool
    """A presigned URL."""


def _failure_of(signature: sigv4.HeaderSignature, signed: _Signed, key: Key) -> tuple[str, str] | None:
    """AWS's code and message for what is wrong with a signature."""
    request, headers, query = signed.request, signed.headers, signed.query
    token = request.query.get("X-Amz-Security-Token", "") if signed.in_query else headers.get("x-amz-security-token", "")
    secret = _secret_of(signature.access_key_id, token, key)
    if secret is None:
        return "InvalidClientTokenId", "The security token included in the request is invalid."
    late = _expired(signature, request) if signed.in_query else sigv4.request_time_failure(signature)
    if late:
        return late
    named = headers.get("x-amz-content-sha256", "")
    if _SHA256.fullmatch(named) and hashlib.sha256(request.body).hexdigest() != named:
        return "SignatureDoesNotMatch", sigv4.SIGNATURE_MISMATCH
    failure: tuple[str, str] | None = sigv4.header_signature_failure(
        signature, secret, request.method, request.path, query, headers, request.body, presigned=signed.in_query
    )
    return failure


def _secret_of(key_id: str, token: str, key: Key) -> str | None:
    """The secret that belongs to a key: ours, a user's or a session's. MiniStack takes some well-known keys for its root's."""
    if key_id == key.id:
        return None if token else key.secret
    if iam_evaluator.is_root_access_key(key_id):
        return None
    account = iam_evaluator.find_iam_access_key_account(key_id) or _account_from_sts_session(key_id)
    if account is None:
        return None
    set_request_account_id(account)
    found = iam_evaluator.resolve_credential(key_id, account, token)
    return None if isinstance(found, iam_evaluator.CredentialResolutionError) else str(found.secret_access_key)


def _expired(signature: sigv4.HeaderSignature, request: Request) -> tuple[str, str] | None:
    try:
        expired = sigv4.presigned_request_is_expired(signature.amz_date, request.query.get("X-Amz-Expires", ""))
    except ValueError:
        expired = True
    return ("RequestExpired", "Request has expired") if expired else None


def _forbidden(message: str) -> Answer:
    return 403, {"Content-Type": "text/plain; charset=utf-8"}, f"{message}\n".encode()


def _lists(parameters: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in parameters.items()}


def _without_cors(send: Any) -> Any:
    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            kept = [each for each in message["headers"] if not each[0].lower().startswith(b"access-control-")]
            message = {**message, "headers": kept}
        await send(message)

    return sending
