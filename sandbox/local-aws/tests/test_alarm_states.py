"""Alarms that are evaluated, metric math, metrics of functions. A minute is half a second here."""

import itertools
import unittest
from collections.abc import Callable
from typing import Any

from tests.case import GapCase, client, enforces, fills
from tests.test_http_api_requests import call, code, make_function, make_route, to_function
from tests.test_http_apis import make_api
from tests.web import archive

_numbers = itertools.count()

FAILING = "export const handler = async () => { throw new Error('broken'); };"


def state_of(alarm: str) -> str:
    return str(client("cloudwatch").describe_alarms(AlarmNames=[alarm])["MetricAlarms"][0]["StateValue"])


def make_alarm(**options: Any) -> str:
    """An alarm that rings when a metric is above 0 in a minute; its name."""
    name = f"alarm-{next(_numbers)}"
    client("cloudwatch").put_metric_alarm(
        **{
            "AlarmName": name,
            "EvaluationPeriods": 1,
            "ComparisonOperator": "GreaterThanThreshold",
            "Threshold": 0,
            **options,
        }
    )
    return name


def put(namespace: str, **values: float) -> None:
    data = [{"MetricName": name, "Value": value} for name, value in values.items()]
    client("cloudwatch").put_metric_data(Namespace=namespace, MetricData=data)


def state_after(alarm: str, namespace: str, **values: float) -> str:
    """The alarm's state while values keep coming: a minute is short here."""
    put(namespace, **values)
    return state_of(alarm)


def plain(namespace: str, name: str = "errors", statistic: str = "Sum") -> dict[str, Any]:
    return {"Namespace": namespace, "MetricName": name, "Statistic": statistic, "Period": 60}


def query(namespace: str, name: str) -> dict[str, Any]:
    stat = {"Metric": {"Namespace": namespace, "MetricName": name}, "Period": 60, "Stat": "Sum"}
    return {"Id": name, "MetricStat": stat, "ReturnData": False}


def share(namespace: str, expression: str = "100 * errors / requests") -> dict[str, Any]:
    math = {"Id": "percent", "Expression": expression, "ReturnData": True}
    return {"Metrics": [query(namespace, "errors"), query(namespace, "requests"), math]}


class Alarms(GapCase):
    @fills("alarm_states.evaluation")
    def test_an_alarm_rings_and_stops(self) -> None:
        alarm = make_alarm(**plain("rings"), TreatMissingData="notBreaching")
        self.until(lambda: state_of(alarm), "OK")
        self.until(lambda: state_after(alarm, "rings", errors=1), "ALARM")
        self.until(lambda: state_of(alarm), "OK")

    @fills("alarm_states.evaluation")
    def test_an_alarm_without_data_says_so(self) -> None:
        alarm = make_alarm(**plain("silent"))
        self.until(lambda: state_after(alarm, "silent", errors=0), "OK")
        self.until(lambda: state_of(alarm), "INSUFFICIENT_DATA")

    @fills("alarm_states.evaluation")
    def test_other_dimensions_are_another_metric(self) -> None:
        dimension = {"Name": "Version", "Value": "2"}
        alarm = make_alarm(**plain("versions"), Dimensions=[dimension], TreatMissingData="notBreaching")
        self.until(lambda: state_of(alarm), "OK")
        other = make_alarm(**plain("versions"))
        self.until(lambda: state_after(other, "versions", errors=1), "ALARM")
        self.assertEqual(state_of(alarm), "OK")

    @fills("alarm_states.evaluation")
    def test_a_share_of_two_metrics_rings(self) -> None:
        alarm = make_alarm(**share("share"), TreatMissingData="notBreaching", Threshold=10)
        self.until(lambda: state_after(alarm, "share", errors=1, requests=20), "OK")
        self.until(lambda: state_after(alarm, "share", errors=3, requests=20), "ALARM")

    @fills("alarm_states.evaluation")
    def test_an_alarm_of_the_query_protocol_and_a_percentile_ring(self) -> None:
        """As the provider makes them: all its numbers are texts."""
        numbers = {"Period": "60", "EvaluationPeriods": "1", "Threshold": "100", "ExtendedStatistic": "p99"}
        metric = {"Namespace": "slow", "MetricName": "Duration", "ComparisonOperator": "GreaterThanThreshold"}
        sent = {"Action": "PutMetricAlarm", "Version": "2010-08-01", "AlarmName": "slow", **numbers, **metric}
        self.aws().query("monitoring", sent)
        self.until(lambda: state_after("slow", "slow", Duration=50), "OK")
        self.until(lambda: state_after("slow", "slow", Duration=500), "ALARM")

    def test_a_state_that_is_set_holds_until_the_next_minute(self) -> None:
        alarm = make_alarm(**plain("set"), TreatMissingData="notBreaching")
        self.until(lambda: state_of(alarm), "OK")
        client("cloudwatch").set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="A test")
        self.until(lambda: state_of(alarm), "OK")
        told = client("cloudwatch").describe_alarm_history(AlarmName=alarm)["AlarmHistoryItems"]
        self.assertIn("Alarm updated from OK to ALARM", [item["HistorySummary"] for item in told])

    @enforces("cloudwatch.math")
    def test_an_expression_that_is_never_evaluated_is_refused(self) -> None:
        for expression in ("100 * faults / requests", "ANOMALY_DETECTION_BAND(errors)", "errors +"):
            with self.refused("ValidationError", "percent"):
                make_alarm(**share("refused", expression))
        with self.refused("ValidationError", "Exactly one"):
            make_alarm(Metrics=[query("refused", "errors")])
        make_alarm(**share("refused", "IF(requests > 9, errors / FILL(requests, 1), 0)"))


class FunctionMetrics(GapCase):
    def alarm(self, name: str, metric: str, *, version: str = "", **options: Any) -> str:
        dimensions = {"FunctionName": name, "Resource": f"{name}:live"}
        if version:
            dimensions["ExecutedVersion"] = version
        listed = [{"Name": key, "Value": value} for key, value in dimensions.items()]
        return make_alarm(**plain("AWS/Lambda", metric), Dimensions=listed, **options)

    @fills("function_metrics.function_metrics")
    def test_calls_by_an_api_and_by_invoke_are_counted_for_the_alias(self) -> None:
        api, (name, uri) = make_api(), make_function(FAILING)
        make_route(api, "GET /a", to_function(api, uri))
        errors, calls = (self.alarm(name, metric) for metric in ("Errors", "Invocations"))

        def states(invoke: Callable[[], Any]) -> tuple[str, str]:
            invoke()
            return state_of(errors), state_of(calls)

        self.until(lambda: states(lambda: call(api, "/a")), ("ALARM", "ALARM"))
        self.until(lambda: states(lambda: None), ("INSUFFICIENT_DATA", "INSUFFICIENT_DATA"))
        self.until(lambda: states(lambda: client("lambda").invoke(FunctionName=name, Qualifier="live")), ("ALARM", "ALARM"))

    @fills("function_metrics.function_metrics")
    def test_the_two_versions_of_an_alias_are_told_apart(self) -> None:
        functions, (name, _) = client("lambda"), make_function(code('"good"'))
        functions.update_function_code(FunctionName=name, ZipFile=archive(FAILING), Publish=True)
        functions.update_alias(FunctionName=name, Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
        old, new = (self.alarm(name, "Errors", version=version) for version in "12")

        def states() -> tuple[str, str]:
            functions.invoke(FunctionName=name, Qualifier="live")
            return state_of(old), state_of(new)

        self.until(states, ("OK", "ALARM"))


class States(unittest.TestCase):
    """The tables of "Configuring how CloudWatch alarms treat missing data"."""

    TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
    ROWS = (
        # Points from old to new, how many have to breach, and the state by treatment.
        ("0-X-X", 3, ("OK", "OK", "OK", "OK")),
        ("----0", 3, ("OK", "OK", "OK", "OK")),
        ("-----", 3, ("INSUFFICIENT_DATA", None, "ALARM", "OK")),
        ("0XX-X", 3, ("ALARM", "ALARM", "ALARM", "ALARM")),
        ("--X--", 3, ("ALARM", None, "ALARM", "OK")),
        ("0-X-X", 2, ("ALARM", "ALARM", "ALARM", "ALARM")),
        ("00X0X", 2, ("ALARM", "ALARM", "ALARM", "ALARM")),
        ("0-X--", 2, ("OK", "OK", "ALARM", "OK")),
        ("----0", 2, ("OK", "OK", "ALARM", "OK")),
        ("---X-", 2, ("ALARM", None, "ALARM", "OK")),
    )

    def test_missing_points_count_as_documented(self) -> None:
        from local_aws.alarm_state import state

        for points, to_alarm, wanted in self.ROWS:
            breaching = [{"0": False, "X": True, "-": None}[point] for point in points]
            found = tuple(state(breaching, 3, to_alarm, missing) for missing in self.TREATMENTS)
            self.assertEqual(found, wanted, (points, to_alarm))
