"""Deliveries of logs that services such as CloudFront write."""

import json
from typing import Any

from ministack.services import cloudwatch_logs as logs

from local_aws.patch import Response, wrap

_CHANGEABLE = ("recordFields", "fieldDelimiter", "s3DeliveryConfiguration")


def delivery_ids() -> None:
    """An id has hyphens, which AWS's model does not allow: no delivery could be read or deleted by a call that is held to it."""
    wrap(logs, "_create_delivery", _create)


def _create(original: Any, data: dict[str, Any]) -> Response:
    response: Response = original(data)
    if response[0] != 200:
        return response
    made = json.loads(response[2])["delivery"]
    delivery = logs._deliveries.pop(made["id"])
    delivery["id"] = made["id"].replace("-", "")
    delivery["arn"] = logs._make_delivery_arn(delivery["id"])
    logs._deliveries[delivery["id"]] = delivery
    answer: Response = logs.json_response({"delivery": logs._format_delivery(delivery)})
    return answer


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
