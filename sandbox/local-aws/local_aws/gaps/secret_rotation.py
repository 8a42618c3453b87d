"""Rotation of secrets."""

import json
from typing import Any

from ministack.services import secretsmanager

from local_aws.patch import Response, wrap


def cancel_rotation() -> None:
    """CancelRotateSecret is not known: a rotation could not be destroyed."""
    wrap(secretsmanager, "handle_request", _handle)


def owning_service() -> None:
    """DescribeSecret does not say which service owns a secret."""
    wrap(secretsmanager, "_describe_secret", _describe)


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    if headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
        return _cancel(json.loads(body))
    return await original(method, path, headers, body, query)


def _cancel(data: dict[str, Any]) -> Response:
    _, secret = secretsmanager._resolve(data.get("SecretId"))
    if not secret:
        message = "Secrets Manager can't find the specified secret."
        return secretsmanager.error_response_json("ResourceNotFoundException", message, 400)
    secret["RotationEnabled"] = False
    return secretsmanager.json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


def _describe(original: Any, data: dict[str, Any]) -> Response:
    status, headers, body = original(data)
    _, secret = secretsmanager._resolve(data.get("SecretId"))
    if status != 200 or not secret or "OwningService" not in secret:
        return status, headers, body
    return status, headers, json.dumps({**json.loads(body), "OwningService": secret["OwningService"]}).encode()
