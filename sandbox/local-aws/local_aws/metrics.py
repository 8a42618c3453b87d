"""Metrics that services of AWS's publish by themselves."""

import time

from ministack.services import cloudwatch

from local_aws import clock

_SHARED_SECONDS = 10
"""Of AWS's time: equal values within it are one point that is seen several times. A busy function would fill the memory."""


def record(namespace: str, name: str, value: float, dimensions: dict[str, str], unit: str = "Count") -> None:
    """Adds a value to a metric of the account and region that a request, or a thread that it has started, is of.

    Alarms see it under exactly these dimensions, as in AWS: a service publishes once for each set of them.
    """
    points = cloudwatch._metric_bucket((namespace, name, cloudwatch._dims_key(dimensions)))
    now, last = time.time(), points[-1] if points else None
    if last and last["Value"] == value and _slice(last["Timestamp"]) == _slice(now) and "_stat" not in last:
        last["Count"] = last.get("Count", 1.0) + 1
        return
    points.append({"Timestamp": now, "Value": float(value), "Unit": unit, "Dimensions": dict(dimensions)})


def values(
    namespace: str, name: str, dimensions: dict[str, str], statistic: str, period: float, ends: list[float]
) -> list[float | None]:
    """A statistic of a metric in each period that ends at one of some times; None where there is no point."""
    points = cloudwatch._metrics.get((namespace, name, cloudwatch._dims_key(dimensions))) or []
    found: list[float | None] = []
    for end in ends:
        within = [point for point in points if end - period <= point["Timestamp"] < end]
        known = cloudwatch._calc_stats(within)
        found.append(cloudwatch._stat_value(known, statistic, within) if known else None)
    return found


def _slice(at: float) -> int:
    return int(at // clock.real(_SHARED_SECONDS))
