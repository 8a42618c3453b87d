"""What alarms are in: evaluated from minute to minute, whether or not anybody calls."""

import re
import time
from typing import Any

from ministack.services import cloudwatch

from local_aws import background, clock, metrics, saving
from local_aws.alarm_state import COMPARISONS, MORE_POINTS, state
from local_aws.metric_math import Value, evaluate
from local_aws.patch import wrap

_MINUTE = 60

Alarm = dict[str, Any]

_evaluated: dict[str, int] = {}
"""The number of the minute, by the alarm's ARN, in which each was evaluated last."""


def evaluation() -> None:
    """An alarm looks only at data that PutMetricData brings, of all of a metric's dimensions at once, in one period, and never
    at math; it does not go back to OK, nor to INSUFFICIENT_DATA.

    CloudWatch User Guide, "Alarm evaluation": each minute, or with a shorter period each period, it is evaluated anew.
    """
    wrap(cloudwatch, "_evaluate_alarm", lambda original, alarm: None)
    background.regularly(_evaluate_all)


def _evaluate_all() -> None:
    background.everywhere(cloudwatch._alarms, _evaluate_when_due)


def _evaluate_when_due(alarm: Alarm) -> None:
    step = clock.real(min(_period(definition(alarm)), _MINUTE))
    number = int(time.time() // step)
    if _evaluated.setdefault(alarm["AlarmArn"], number) < number:
        _evaluated[alarm["AlarmArn"]] = number
        _evaluate(alarm, number * step)


def definition(alarm: Alarm) -> dict[str, Any]:
    """What PutMetricAlarm was sent, with its lists, and its numbers perhaps as texts."""
    return {**alarm, **alarm.get("Given", {})}


def _period(settings: dict[str, Any]) -> int:
    queries = [each["MetricStat"] for each in settings.get("Metrics") or [] if "MetricStat" in each]
    return int(queries[0]["Period"] if queries else settings.get("Period") or _MINUTE)


def _evaluate(alarm: Alarm, now: float) -> None:
    settings = definition(alarm)
    periods = int(settings["EvaluationPeriods"])
    length = clock.real(_period(settings))
    ends = [now - length * age for age in reversed(range(periods + MORE_POINTS))]
    threshold = float(settings.get("Threshold") or 0)
    breaches = COMPARISONS[settings["ComparisonOperator"]]
    values = _values(settings, length, ends)
    found = state(
        [None if value is None else breaches(value, threshold) for value in values],
        periods,
        int(settings.get("DatapointsToAlarm") or periods),
        settings.get("TreatMissingData") or "missing",
    )
    if found not in (None, alarm["StateValue"]):
        real = [value for value in values[-periods:] if value is not None]
        _change(alarm, found, f"Threshold Crossed: of {periods} datapoints there are {real}, threshold {threshold}.")


def _values(settings: dict[str, Any], length: float, ends: list[float]) -> list[Value]:
    """The points of the metric, or of the math, that the alarm is about."""
    queries = settings.get("Metrics")
    if not queries:
        statistic = settings.get("ExtendedStatistic") or settings.get("Statistic") or "Average"
        return _series(settings, statistic, length, ends)
    return _points(returned(queries), queries, length, ends)


def _points(query: dict[str, Any], queries: list[dict[str, Any]], length: float, ends: list[float]) -> list[Value]:
    if "MetricStat" in query:
        return _series(query["MetricStat"]["Metric"], query["MetricStat"]["Stat"], length, ends)
    used = {
        other["Id"]: _points(other, queries, length, ends)
        for other in queries
        if re.search(rf"\b{other['Id']}\b", query["Expression"])
    }
    return [
        evaluate(query["Expression"], {name: points[at] for name, points in used.items()}) for at in range(len(ends))
    ]


def returned(queries: list[dict[str, Any]]) -> dict[str, Any]:
    """The one query that an alarm is about."""
    return next(query for query in queries if str(query.get("ReturnData", True)).lower() == "true")


def _series(metric: dict[str, Any], statistic: str, length: float, ends: list[float]) -> list[Value]:
    dimensions = {each["Name"]: each["Value"] for each in metric.get("Dimensions") or []}
    return metrics.values(metric["Namespace"], metric["MetricName"], dimensions, statistic, length, ends)


def _change(alarm: Alarm, found: str | None, reason: str) -> None:
    before = alarm["StateValue"]
    now = int(time.time())
    alarm.update(StateValue=found, StateReason=reason, StateUpdatedTimestamp=now, StateTransitionedTimestamp=now)
    cloudwatch._record_history(alarm["AlarmName"], before, found, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, found, reason)
    cloudwatch._evaluate_parent_alarms(alarm)
    saving.changed()
