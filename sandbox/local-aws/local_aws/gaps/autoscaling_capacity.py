"""How many instances a group has, which go first, and what becomes of those that are ill."""

import time
from typing import Any

from ministack.services import autoscaling

from local_aws import background, clock, saving
from local_aws.gaps.autoscaling_activities import note
from local_aws.gaps.autoscaling_templates import current_template
from local_aws.health import targets
from local_aws.machines import running
from local_aws.patch import wrap
from local_aws.refreshes.plan import bounds_of
from local_aws.refreshes.record import active, healthy_percentages


_DIFFERENCE = "a difference between desired and actual capacity"
_ILL = "an ELB system health check failure"


def termination_order() -> None:
    """A group that shrinks ends what it launched last, and one whose instances are being replaced ends those that are too
    many at that moment. AWS's OldestLaunchTemplate and OldestInstance end what is of another template first, then what
    has run longest; here what is unhealthy goes before.

    EC2 Auto Scaling User Guide, "Control which Auto Scaling instances terminate during scale in".
    """
    wrap(autoscaling, "_reconcile_instances", _reconcile)


def running_instances() -> None:
    """Nothing runs for an instance. Here what its user data installs does, see `machines`."""
    wrap(autoscaling, "_reconcile_instances", _run)
    background.regularly(running.look)


def health_replacement() -> None:
    """An instance that its target groups find unhealthy stays. AWS replaces it once its grace period is over, where the
    group asks for the health checks of ELB.

    EC2 Auto Scaling User Guide, "Health checks for instances in an Auto Scaling group".
    """
    background.regularly(lambda: background.everywhere(autoscaling._asgs, _replace_ill))


def resize(group: dict[str, Any], size: int, doomed: frozenset[str], why: str) -> None:
    """Ends some instances, and launches others until there are so many."""
    group["Asked"] = {"Size": size, "Doomed": doomed, "Why": why}
    try:
        autoscaling._reconcile_instances(group)
    finally:
        del group["Asked"]
    saving.changed()


def _reconcile(original: Any, group: dict[str, Any]) -> None:
    desired, before = group["DesiredCapacity"], group["Instances"]
    asked = group.get("Asked") or {"Size": _size(group), "Doomed": frozenset(), "Why": _DIFFERENCE}
    kept = [each for each in before if each["InstanceId"] not in asked["Doomed"]]
    first = sorted(kept, key=lambda each: _rank(group, each))
    spared = {each["InstanceId"] for each in first[max(len(kept) - asked["Size"], 0) :]}
    group["Instances"] = [each for each in kept if each["InstanceId"] in spared]
    group["DesiredCapacity"] = asked["Size"]
    try:
        original(group)
    finally:
        group["DesiredCapacity"] = desired
    note(group, before, asked["Why"])


def _size(group: dict[str, Any]) -> int:
    """A refresh that goes on may have more than is desired."""
    desired: int = group["DesiredCapacity"]
    refresh = active(group)
    if refresh is None:
        return desired
    most = bounds_of(desired, *healthy_percentages(group, refresh)).most
    return max(desired, min(len(group["Instances"]), most))


def _rank(group: dict[str, Any], instance: dict[str, Any]) -> tuple[bool, bool]:
    """The lowest goes first; of equal ones, who was launched first."""
    is_ill = targets.is_unhealthy(instance["InstanceId"], group.get("TargetGroupARNs", []))
    return not is_ill, instance.get("LaunchTemplate") == current_template(group)


def _run(original: Any, group: dict[str, Any]) -> None:
    original(group)
    running.look()


def _replace_ill(group: dict[str, Any]) -> None:
    attached = group.get("TargetGroupARNs", [])
    if group["HealthCheckType"] != "ELB" or not attached:
        return
    grace, now = clock.real(group["HealthCheckGracePeriod"]), time.time()
    ill = {
        each["InstanceId"]
        for each in group["Instances"]
        if now >= each.get("LaunchedAt", 0) + grace and targets.is_unhealthy(each["InstanceId"], attached)
    }
    if ill:
        resize(group, len(group["Instances"]), frozenset(ill), _ILL)
