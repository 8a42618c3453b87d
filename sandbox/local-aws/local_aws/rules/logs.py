"""Rules of CloudWatch Logs: deliveries of other services' logs."""

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_CLOUDFRONT_FIELDS = {
    *("date", "time", "timestamp", "DistributionId", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)"),
    *("cs-uri-stem", "sc-status", "cs(Referer)", "cs(User-Agent)", "cs-uri-query", "cs(Cookie)", "x-edge-result-type"),
    *("x-edge-request-id", "x-host-header", "cs-protocol", "cs-bytes", "time-taken", "x-forwarded-for", "ssl-protocol"),
    *(
        "ssl-cipher",
        "x-edge-response-result-type",
        "cs-protocol-version",
        "fle-status",
        "fle-encrypted-fields",
        "c-port",
    ),
    *("time-to-first-byte", "x-edge-detailed-result-type", "sc-content-type", "sc-content-len", "sc-range-start"),
    *("sc-range-end", "timestamp(ms)", "origin-fbl", "origin-lbl", "asn", "c-country", "cache-behavior-path-pattern"),
}
"""Of its access logs ("Configure standard logging (v2)", "Log record fields")."""

_CLOUDFRONT_LOGS = {"ACCESS_LOGS", "CONNECTION_LOGS"}


@rule("logs", "PutDeliverySource")
def delivery_sources(call: Call) -> None:
    """A resource's logs of one type have one source, and a source stays with its resource.

    Source: hashicorp/terraform-provider-aws#40885 and aws-cloudformation/cloudformation-coverage-roadmap#2513.
    """
    from ministack.services import cloudwatch_logs as logs

    for source in logs._delivery_sources.values():
        is_of_resource = call.get("resourceArn") in source["resourceArns"]
        if source["name"] == call.get("name") and not is_of_resource:
            message = (
                "Update to existing Delivery Source with new ResourceId is not allowed. "
                "Please create a new Delivery Source instead."
            )
            raise Refusal("ValidationException", message)
        if source["name"] != call.get("name") and is_of_resource and call.get("logType") == source["logType"]:
            message = "This ResourceId has already been used in another Delivery Source in this account."
            raise Refusal("ConflictException", message)


@rule("logs", "PutDeliverySource")
def cloudfront_sources(call: Call) -> None:
    """CloudFront's logs have their source in us-east-1, and are access logs or logs of connections.

    Source: CloudFront Developer Guide, "Configure standard logging (v2)" (API), and PutDeliverySource (logType).
    """
    if ":cloudfront:" not in call.get("resourceArn", ""):
        return
    if call.region != "us-east-1":
        message = f"Cross-region Delivery Source is not supported. Please use a different region than {call.region}."
        raise Refusal("ValidationException", message)
    if call.get("logType") not in _CLOUDFRONT_LOGS:
        raise Refusal("ValidationException", f"The log type is not supported for CloudFront: {call.get('logType')}.")


@rule("logs", "CreateDelivery", "UpdateDeliveryConfiguration")
def record_fields(call: Call) -> None:
    """A delivery has fields that its logs have, each once.

    Source: CloudFront Developer Guide, "Configure standard logging (v2)"; CloudWatch Logs API Reference, CreateDelivery
    (recordFields).
    """
    from ministack.services import cloudwatch_logs as logs

    delivery = logs._deliveries.get(call.get("id", ""), {})
    name = call.get("deliverySourceName") or delivery.get("deliverySourceName", "")
    source = logs._delivery_sources.get(name)
    fields = call.get("recordFields", [])
    if source is None or source["service"] != "cloudfront" or source["logType"] != "ACCESS_LOGS":
        return
    for field in fields:
        if field not in _CLOUDFRONT_FIELDS or fields.count(field) > 1:
            raise Refusal("ValidationException", f"Provided recordFields are not valid: {field}")


@rule("logs", "DeleteDeliverySource", "DeleteDeliveryDestination")
def delivery_ends(call: Call) -> None:
    """Neither end of a delivery goes before it.

    Source: CloudWatch Logs API Reference, DeleteDeliverySource and DeleteDeliveryDestination.
    """
    from ministack.services import cloudwatch_logs as logs

    name = call.get("name")
    for delivery in logs._deliveries.values():
        end = delivery["deliverySourceName"]
        if call.operation == "DeleteDeliveryDestination":
            end = delivery["deliveryDestinationArn"].rpartition(":")[2]
        if end == name:
            raise Refusal("ConflictException", f"{name} is in use by the delivery {delivery['id']}")
