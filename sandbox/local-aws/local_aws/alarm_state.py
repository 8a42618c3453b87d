"""Which state the points of a metric put an alarm in.

CloudWatch User Guide, "Alarm evaluation" and "Configuring how CloudWatch alarms treat missing data", whose tables this follows.
"""

import operator
from collections.abc import Callable, Sequence

MORE_POINTS = 2
"""Points that are looked at beyond those of the evaluation periods: the latest real ones count where some are missing. How
many more CloudWatch looks at, it does not say."""

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def state(breaching: Sequence[bool | None], periods: int, to_alarm: int, missing: str) -> str | None:
    """`OK`, `ALARM` or `INSUFFICIENT_DATA`; None where it stays as it is.

    `breaching` has the points from old to new, of `periods` and `MORE_POINTS` more: whether they breach, None for one that is
    missing. `to_alarm` of them have to; `missing` says how those that are missing count.
    """
    real = [point for point in breaching if point is not None][-periods:]
    bad, lacking = sum(real), periods - len(real)
    if missing == "breaching":
        return "ALARM" if bad + lacking >= to_alarm else "OK"
    if bad >= to_alarm:
        return "ALARM"
    if missing == "notBreaching":
        return "OK"
    if not real:
        return "INSUFFICIENT_DATA" if missing == "missing" else None
    if not all(real) or not lacking:
        return "OK"
    # Every point that there is breaches, and there are too few of them.
    oldest = next(age for age, point in enumerate(breaching[-periods:]) if point is not None)
    is_old_enough = periods - oldest >= to_alarm
    return "ALARM" if missing == "missing" and is_old_enough else None
