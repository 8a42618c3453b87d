"""Instance refreshes, as their API shows them."""

from typing import Any

from ministack.core.responses import new_uuid, now_iso
from ministack.services import autoscaling

from local_aws import background, saving
from local_aws.gaps.autoscaling_groups import done, group_of
from local_aws.gaps.autoscaling_templates import numbered, use_policy, use_template
from local_aws.patch import Response, add, wrap
from local_aws.refreshes import rounds
from local_aws.refreshes.record import Refresh, active, healthy_percentages, warmup_seconds

_SHOWN = (
    "InstanceRefreshId",
    "AutoScalingGroupName",
    "Status",
    "StatusReason",
    "StartTime",
    "EndTime",
    "PercentageComplete",
    "InstancesToUpdate",
    "Preferences",
    "DesiredConfiguration",
    "RollbackDetails",
    "Strategy",
)


def instance_refreshes() -> None:
    """A refresh is noted as successful and replaces no instance, and there is no rollback. Here it goes on in steps, see
    `refreshes`, and ends when the instances are healthy, or when an alarm rings.

    EC2 Auto Scaling User Guide, "How an instance refresh works in an Auto Scaling group" and "Undo changes with a manual
    or auto rollback".
    """
    actions = autoscaling._ACTION_MAP
    wrap(actions, "StartInstanceRefresh", _start)
    wrap(actions, "DescribeInstanceRefreshes", _describe)
    wrap(actions, "CancelInstanceRefresh", _cancel)
    add(actions, "RollbackInstanceRefresh", _roll_back)
    background.regularly(lambda: background.everywhere(autoscaling._asgs, rounds.go_on))


def _start(original: Any, p: Any) -> Response:
    group = group_of(p)
    if not group:
        response: Response = original(p)
        return response
    if autoscaling._p(p, "Strategy") == "ReplaceRootVolume":
        return autoscaling._error("ValidationError", "ReplaceRootVolume is not implemented by the local AWS")
    refresh: Refresh = {
        "InstanceRefreshId": new_uuid(),
        "AutoScalingGroupName": group["AutoScalingGroupName"],
        "Status": "Pending",
        "StartTime": now_iso(),
        "PercentageComplete": 0,
        "Strategy": autoscaling._p(p, "Strategy") or "Rolling",
        "Preferences": autoscaling._parse_nested(p, "Preferences"),
        "DesiredConfiguration": _wanted(autoscaling._parse_nested(p, "DesiredConfiguration")),
    }
    if refresh["DesiredConfiguration"]:
        group["Wanted"] = dict(refresh["DesiredConfiguration"])
    rounds.begin(refresh, group, _to_replace(group, refresh["Preferences"]))
    refresh["InstancesToUpdate"] = len(refresh["Old"])
    _fill_in(group, refresh)
    group.setdefault("InstanceRefreshes", []).insert(0, refresh)
    return done(p, {"InstanceRefreshId": refresh["InstanceRefreshId"]})


def _wanted(given: dict[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if "LaunchTemplate" in given:
        use_template(wanted, given["LaunchTemplate"])
    if "MixedInstancesPolicy" in given:
        use_policy(wanted, given["MixedInstancesPolicy"])
        del wanted["LaunchTemplate"]
    return wanted


def _to_replace(group: dict[str, Any], preferences: dict[str, Any]) -> list[str]:
    skips = preferences.get("SkipMatching") == "true"
    ignores = preferences.get("ScaleInProtectedInstances") == "Ignore"
    template = rounds.current_template(group)
    return [
        each["InstanceId"]
        for each in group["Instances"]
        if not (skips and numbered(each.get("LaunchTemplate") or {}) == template)
        and not (ignores and each["ProtectedFromScaleIn"])
    ]


def _fill_in(group: dict[str, Any], refresh: Refresh) -> None:
    """What holds where the request does not say."""
    low, high = healthy_percentages(group, refresh)
    held = {"MinHealthyPercentage": str(low), "InstanceWarmup": str(int(warmup_seconds(group, refresh)))}
    if high is not None:
        held["MaxHealthyPercentage"] = str(high)
    switches = {"SkipMatching": "false", "AutoRollback": "false"}
    behaviours = {"ScaleInProtectedInstances": "Wait", "StandbyInstances": "Wait"}
    refresh["Preferences"] = {**held, **switches, **behaviours, **refresh["Preferences"]}


def _describe(original: Any, p: Any) -> Response:
    group = group_of(p)
    if not group:
        response: Response = original(p)
        return response
    named = autoscaling._parse_member_list(p, "InstanceRefreshIds")
    most = int(autoscaling._p(p, "MaxRecords") or 50)
    found = [each for each in group.get("InstanceRefreshes", []) if not named or each["InstanceRefreshId"] in named]
    shown = [{name: each[name] for name in _SHOWN if each.get(name) not in (None, "", {})} for each in found[:most]]
    return done(p, {"InstanceRefreshes": shown})


def _cancel(original: Any, p: Any) -> Response:
    refresh = active(group_of(p))
    if refresh is None:
        response: Response = original(p)
        return response
    refresh.update(Status="Cancelling", StatusReason="Cancelled by user")
    return done(p, {"InstanceRefreshId": refresh["InstanceRefreshId"]})


def _roll_back(p: Any) -> Response:
    group = group_of(p)
    refresh = active(group)
    if refresh is None:
        return done(p)  # refused by a rule, where there are rules
    rounds.roll_back(group, refresh, "Manual rollback requested by user")
    saving.changed()
    return done(p, {"InstanceRefreshId": refresh["InstanceRefreshId"]})
