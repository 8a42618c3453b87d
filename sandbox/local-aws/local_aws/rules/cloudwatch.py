"""Rules of CloudWatch."""

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.metric_math import Unknown, evaluate


@rule("cloudwatch", "PutMetricAlarm")
def math(call: Call) -> None:
    """Of an alarm's metric queries exactly one returns data, and expressions name other queries of the alarm. What alarms here
    cannot evaluate is refused too: other functions than `IF` and `FILL`, and bands of anomaly detection.

    Source: CloudWatch API Reference, PutMetricAlarm (Metrics) and MetricDataQuery; CloudWatch User Guide, "Using math
    expressions with CloudWatch metrics".
    """
    queries = call.get("Metrics", [])
    if call.get("ThresholdMetricId") is not None:
        raise Refusal("ValidationError", "Anomaly detection is not implemented by the local AWS")
    if queries and sum(query.get("ReturnData", True) for query in queries) != 1:
        raise Refusal("ValidationError", "Exactly one element of the metrics list should return data.")
    for query in queries:
        if "Expression" not in query:
            continue
        others = {other["Id"]: 1.0 for other in queries if other is not query}
        try:
            evaluate(query["Expression"], others)
        except Unknown as part:
            message = f"Error in expression '{query['Id']}': {part} is no metric of the alarm, or not implemented here"
            raise Refusal("ValidationError", message) from None
