"""CloudWatch alarms, read back in the Query protocol."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import cloudwatch

from local_aws.patch import Response, edit, fill, wrap

_NOT_SHOWN = {"Action", "Version", "AlarmName", "Tags"}


def alarm_settings() -> None:
    """DescribeAlarms shows hardly more than an alarm's name and state, and a metric query is not even kept."""
    wrap(cloudwatch, "_put_metric_alarm", _put)
    wrap(cloudwatch, "_describe_alarms", _describe)


def _put(original: Any, params: Any, data: Any, is_cbor: bool, is_json: bool = False) -> Response:
    response = original(params, data, is_cbor, is_json)
    given = dict(data) if is_cbor or is_json else _nested({name: _first(value) for name, value in params.items()})
    alarm = cloudwatch._alarms.get(given.get("AlarmName"))
    if response[0] == 200 and alarm is not None:
        alarm["Given"] = given
        if queries := given.get("Metrics"):
            alarm["Metrics"] = [_typed(query) for query in queries]
    return response


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _typed(query: dict[str, Any]) -> dict[str, Any]:
    """A metric query as JSON and CBOR show it."""
    typed = {**query, "ReturnData": str(query.get("ReturnData", True)).lower() == "true"}
    if "MetricStat" in query:
        typed["MetricStat"] = {**query["MetricStat"], "Period": int(query["MetricStat"]["Period"])}
    return typed


def _nested(flat: dict[str, str]) -> dict[str, Any]:
    """`{"A.member.1.B": "x"}` as `{"A": [{"B": "x"}]}`."""
    tree: dict[str, Any] = {}
    for name, value in flat.items():
        *path, last = name.split(".")
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
        branch[last] = value
    return _with_lists(tree)


def _with_lists(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    if set(tree) == {"member"}:
        members = tree["member"]
        return [_with_lists(members[number]) for number in sorted(members, key=int)]
    return {name: _with_lists(value) for name, value in tree.items() if value != ""}


def _describe(original: Any, params: Any, data: Any, is_cbor: bool, is_json: bool = False) -> Response:
    response = original(params, data, is_cbor, is_json)
    return response if is_cbor or is_json else edit(response, _show_settings)


def _show_settings(root: Element) -> None:
    for element in root.findall(".//MetricAlarms/member"):
        alarm = cloudwatch._alarms[element.findtext("AlarmName")]
        if (given := alarm.get("Given")) is None:
            continue
        element.clear()
        shown = {"ActionsEnabled": "true", "TreatMissingData": "missing", **given}
        state = {name: alarm[name] for name in ("AlarmName", "AlarmArn", "StateValue", "StateReason")}
        members = {name: value for name, value in shown.items() if name not in _NOT_SHOWN}
        fill(element, {**state, **members}, "member")
