"""What goes on until a refresh ends."""

import math
import time
from typing import Any

from ministack.core.responses import now_iso
from ministack.services import autoscaling, cloudwatch

from local_aws import clock, saving
from local_aws.gaps import autoscaling_capacity
from local_aws.gaps.autoscaling_templates import current_template, use_policy, use_template
from local_aws.health import targets
from local_aws.refreshes.plan import Member, bounds_of, is_done, next_step
from local_aws.refreshes.record import Refresh, active, healthy_percentages, warmup_seconds

_PATIENCE_SECONDS = 3600
"""How long a refresh goes on without any progress: EC2 Auto Scaling API Reference, RefreshPreferences (StandbyInstances)."""
_CHECKPOINT_SECONDS = 3600
"""The same, CheckpointDelay."""

_TOLD = ("Status", "StatusReason", "PercentageComplete", "InstancesToUpdate")


def go_on(group: dict[str, Any]) -> None:
    """The next step of a group's refresh, where one goes on."""
    refresh = active(group)
    if refresh is None:
        return
    before = [refresh.get(name) for name in _TOLD]
    _go_on(group, refresh)
    if before != [refresh.get(name) for name in _TOLD]:
        saving.changed()


def roll_back(group: dict[str, Any], refresh: Refresh, reason: str) -> None:
    """What was replaced is replaced again, by what the group has saved."""
    group.pop("Wanted", None)
    refresh["RollbackDetails"] = {
        "RollbackReason": reason,
        "RollbackStartTime": now_iso(),
        "PercentageCompleteOnRollback": refresh["PercentageComplete"],
        "InstancesToUpdateOnRollback": refresh["InstancesToUpdate"],
    }
    template = current_template(group)
    begin(refresh, group, [each["InstanceId"] for each in group["Instances"] if each.get("LaunchTemplate") != template])
    refresh.update(Status="RollbackInProgress", StatusReason=reason)


def begin(refresh: Refresh, group: dict[str, Any], old: list[str]) -> None:
    """These are to be replaced from now on, and the others stay."""
    kept = [each["InstanceId"] for each in group["Instances"] if each["InstanceId"] not in old]
    refresh.update(Old=old, Kept=kept, Moved={"Ready": 0, "At": time.time()}, Checkpoint=0, WaitUntil=None)


def end(group: dict[str, Any], refresh: Refresh, status: str, reason: str) -> None:
    """Instances that are too many go at once."""
    group.pop("Wanted", None)
    refresh.update(Status=status, StatusReason=reason, EndTime=now_iso())
    autoscaling._reconcile_instances(group)


def _go_on(group: dict[str, Any], refresh: Refresh) -> None:
    rolls_back, now = refresh["Status"] == "RollbackInProgress", time.time()
    if refresh["Status"] == "Cancelling":
        return end(group, refresh, "Cancelled", "Cancelled by user")
    if not rolls_back and (ringing := _ringing(refresh)):
        return _fail(group, refresh, f"The CloudWatch alarm {ringing} is in the ALARM state")
    if refresh["Status"] == "Baking":
        return _succeed(group, refresh) if now >= refresh["WaitUntil"] else None
    if refresh["Status"] == "Pending":
        refresh["Status"] = "InProgress"
    members = _members(group, refresh, now)
    _count(group, refresh, members, now)
    if now > refresh["Moved"]["At"] + clock.real(_PATIENCE_SECONDS):
        minutes = _PATIENCE_SECONDS // 60
        return _fail(group, refresh, f"No instance was replaced within {minutes} minutes. {_waits_for(members)}")
    if is_done(members, group["DesiredCapacity"]):
        return _finish(group, refresh, now)
    _step(group, refresh, members, now)


def _step(group: dict[str, Any], refresh: Refresh, members: list[Member], now: float) -> None:
    limit = _limit(refresh, now)
    if limit is None:
        return
    desired = group["DesiredCapacity"]
    ended = len(refresh["Old"]) - sum(each.is_old for each in members)
    bounds = bounds_of(desired, *healthy_percentages(group, refresh))
    launched = sum(_is_new(refresh, each.id) for each in members)
    step = next_step(members, desired, bounds, limit - ended, limit - launched)
    if step.doomed or step.launches:
        size = len(members) - len(step.doomed) + step.launches
        autoscaling_capacity.resize(group, size, frozenset(step.doomed), "an instance refresh")
    refresh["StatusReason"] = _waits_for(_members(group, refresh, now))


def _limit(refresh: Refresh, now: float) -> int | None:
    """How many may be replaced before the next checkpoint; None while a refresh waits at one."""
    total, preferences = len(refresh["Old"]), refresh["Preferences"]
    percentages = [int(each) for each in preferences.get("CheckpointPercentages", [])]
    if refresh["Status"] != "InProgress" or refresh["Checkpoint"] >= len(percentages):
        return total
    limit = math.ceil(total * percentages[refresh["Checkpoint"]] / 100)
    if refresh["Moved"]["Ready"] < limit or limit == total:
        return limit
    if refresh["WaitUntil"] is None:
        refresh["WaitUntil"] = now + clock.real(float(preferences.get("CheckpointDelay", _CHECKPOINT_SECONDS)))
    if now < refresh["WaitUntil"]:
        refresh["Moved"]["At"] = now
        refresh["StatusReason"] = f"Waiting at the checkpoint of {percentages[refresh['Checkpoint']]} percent"
        return None
    refresh.update(WaitUntil=None, Checkpoint=refresh["Checkpoint"] + 1)
    return _limit(refresh, now)


def _members(group: dict[str, Any], refresh: Refresh, now: float) -> list[Member]:
    attached = group.get("TargetGroupARNs", []) if group["HealthCheckType"] == "ELB" else []
    warm = now - clock.real(warmup_seconds(group, refresh))
    grace = now - clock.real(group["HealthCheckGracePeriod"])
    waits = refresh["Preferences"].get("ScaleInProtectedInstances", "Wait") == "Wait"
    found = []
    for each in group["Instances"]:
        name, launched = each["InstanceId"], each.get("LaunchedAt", 0)
        is_healthy = targets.is_healthy(name, attached)
        # In its grace period an instance counts as healthy, once its health is known at all.
        is_spared = launched >= grace and targets.is_unhealthy(name, attached)
        is_protected = waits and each["ProtectedFromScaleIn"]
        is_ready = (is_healthy or is_spared) and (launched <= warm or not _is_new(refresh, name))
        found.append(Member(name, name in refresh["Old"], is_protected, is_healthy, is_ready))
    return found


def _is_new(refresh: Refresh, instance: str) -> bool:
    """It was launched since the refresh began."""
    return instance not in refresh["Old"] and instance not in refresh["Kept"]


def _count(group: dict[str, Any], refresh: Refresh, members: list[Member], now: float) -> None:
    total = len(refresh["Old"])
    ready = min(sum(each.is_ready for each in members if _is_new(refresh, each.id)), total)
    if ready > refresh["Moved"]["Ready"]:
        refresh["Moved"]["At"] = now
    refresh["Moved"]["Ready"] = ready
    if refresh["Status"] == "RollbackInProgress":
        left = 1 - ready / total if total else 0
        refresh["PercentageComplete"] = int(refresh["RollbackDetails"]["PercentageCompleteOnRollback"] * left)
    else:
        refresh["PercentageComplete"] = 100 * ready // total if total else 100
        refresh["InstancesToUpdate"] = total - ready


def _finish(group: dict[str, Any], refresh: Refresh, now: float) -> None:
    if refresh["Status"] == "RollbackInProgress":
        return end(group, refresh, "RollbackSuccessful", refresh["RollbackDetails"]["RollbackReason"])
    refresh.update(PercentageComplete=100, InstancesToUpdate=0)
    if bake := float(refresh["Preferences"].get("BakeTime", 0)):
        refresh.update(Status="Baking", StatusReason="Waiting for the bake time", WaitUntil=now + clock.real(bake))
        return None
    return _succeed(group, refresh)


def _succeed(group: dict[str, Any], refresh: Refresh) -> None:
    """The group keeps what it led to: EC2 Auto Scaling API Reference, StartInstanceRefresh (DesiredConfiguration)."""
    wanted = refresh.get("DesiredConfiguration", {})
    if "LaunchTemplate" in wanted:
        use_template(group, wanted["LaunchTemplate"])
    if "MixedInstancesPolicy" in wanted:
        use_policy(group, wanted["MixedInstancesPolicy"])
    end(group, refresh, "Successful", "")


def _fail(group: dict[str, Any], refresh: Refresh, reason: str) -> None:
    if refresh["Status"] == "RollbackInProgress":
        end(group, refresh, "RollbackFailed", reason)
    elif refresh["Preferences"].get("AutoRollback") == "true":
        roll_back(group, refresh, f"Automatic rollback: {reason}")
    else:
        end(group, refresh, "Failed", reason)


def _ringing(refresh: Refresh) -> str | None:
    names = refresh["Preferences"].get("AlarmSpecification", {}).get("Alarms", [])
    return next((name for name in names if (cloudwatch._alarms.get(name) or {}).get("StateValue") == "ALARM"), None)


def _waits_for(members: list[Member]) -> str:
    new = [each for each in members if not each.is_old and not each.is_ready]
    ill = next((each.id for each in new if not each.is_healthy), None)
    if ill:
        return f"Waiting for remaining instances to be available. For example: {ill} is not yet healthy."
    if new:
        return f"Waiting for instances to warm up before continuing. For example: {new[0].id} is warming up."
    return ""
