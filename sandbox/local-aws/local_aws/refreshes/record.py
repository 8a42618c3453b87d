"""What a group keeps of its refreshes: newest first, as DescribeInstanceRefreshes shows them, and what is their own besides."""

from typing import Any

Refresh = dict[str, Any]

ACTIVE = ("Pending", "InProgress", "Cancelling", "RollbackInProgress", "Baking")
_LEAST = 90


def active(group: dict[str, Any]) -> Refresh | None:
    """The one that goes on; a group has one at a time."""
    return next((each for each in group.get("InstanceRefreshes", []) if each["Status"] in ACTIVE), None)


def healthy_percentages(group: dict[str, Any], refresh: Refresh) -> tuple[int, int | None]:
    """Of the refresh, or of the group's maintenance policy, or AWS's own."""
    given, policy = refresh.get("Preferences", {}), group.get("InstanceMaintenancePolicy") or {}
    low = given.get("MinHealthyPercentage", _of(policy, "MinHealthyPercentage"))
    high = given.get("MaxHealthyPercentage", _of(policy, "MaxHealthyPercentage"))
    return _LEAST if low is None else int(low), None if high is None else int(high)


def warmup_seconds(group: dict[str, Any], refresh: Refresh) -> float:
    """Of the refresh, or the group's default, or its grace period."""
    preferences = refresh.get("Preferences", {})
    for given in (preferences.get("InstanceWarmup"), group.get("DefaultInstanceWarmup")):
        if given is not None and int(given) >= 0:
            return float(given)
    return float(group["HealthCheckGracePeriod"])


def _of(policy: dict[str, Any], name: str) -> Any:
    """Minus one takes a policy's share back."""
    value = policy.get(name)
    return None if value is None or int(value) < 0 else value
