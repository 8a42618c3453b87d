"""Deliveries of logs that services such as CloudFront write."""

import json
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import cloudwatch_logs as logs
from ministack.services import s3

from local_aws.patch import Response, wrap
from local_aws.permissions.log_writers import DELIVERY, bucket_lets_in, folder_of, target_of

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


def appended_statement() -> None:
    """A bucket's policy stays as it is. AWS appends a statement that lets a new delivery write, where the policy does not:
    whoever manages the policy finds it changed.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
    """
    wrap(logs, "_create_delivery", _let_in)


def _let_in(original: Any, data: dict[str, Any]) -> Response:
    response: Response = original(data)
    target = target_of(data.get("deliveryDestinationArn", ""))
    if response[0] != 200 or not target.startswith("arn:aws:s3:::"):
        return response
    source = logs._delivery_sources[data["deliverySourceName"]]
    bucket, _, prefix = target.removeprefix("arn:aws:s3:::").partition("/")
    folder = "/".join(filter(None, (prefix, folder_of(source))))
    if bucket in s3._buckets and not bucket_lets_in(bucket, f"{folder}/log", DELIVERY, source["arn"]):
        policy = json.loads(s3._bucket_policies.get(bucket) or '{"Version": "2012-10-17", "Statement": []}')
        policy["Statement"].append(_statement(f"arn:aws:s3:::{bucket}/{folder}/*", source["arn"]))
        s3._bucket_policies[bucket] = json.dumps(policy)
    return response


def _statement(objects: str, source: str) -> dict[str, Any]:
    conditions = {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": get_account_id()}
    return {
        "Sid": "AWSLogDeliveryWrite",
        "Effect": "Allow",
        "Principal": {"Service": DELIVERY},
        "Action": "s3:PutObject",
        "Resource": objects,
        "Condition": {"StringEquals": conditions, "ArnLike": {"aws:SourceArn": source}},
    }


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
