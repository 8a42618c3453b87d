"""Deliveries of logs that services such as CloudFront write."""

import json
from typing import Any

from ministack.services import cloudwatch_logs as logs

from local_aws.patch import Response, wrap

_CHANGEABLE = ("recordFields", "fieldDelimiter", "s3DeliveryConfiguration")


def changed_deliveries() -> None:
    """UpdateDeliveryConfiguration is not known: fields and paths of a delivery could not be changed in place."""
    wrap(logs, "handle_request", _handle)


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    if headers.get("x-amz-target", "").endswith(".UpdateDeliveryConfiguration"):
        return _update(json.loads(body))
    return await original(method, path, headers, body, query)


def _update(data: dict[str, Any]) -> Response:
    delivery = logs._deliveries.get(data["id"])
    if delivery is None:
        return logs._get_delivery(data)
    delivery.update({key: data[key] for key in _CHANGEABLE if key in data})
    return logs.json_response({})
