"""When a deployment shifts how much traffic.

CodeDeploy User Guide, "Working with deployment configurations in CodeDeploy" (AWS Lambda compute platform).
"""

from typing import Any

Shift = tuple[float, float]
"""After how many minutes the new version gets which share, up to 1."""

ALL_AT_ONCE = "CodeDeployDefault.LambdaAllAtOnce"


def shifts(routing: dict[str, Any]) -> list[Shift]:
    """Those of a configuration's `trafficRoutingConfig`, the last of which is the whole."""
    if routing["type"] == "TimeBasedCanary":
        canary = routing["timeBasedCanary"]
        return [(0, canary["canaryPercentage"] / 100), (canary["canaryInterval"], 1)]
    if routing["type"] == "TimeBasedLinear":
        linear = routing["timeBasedLinear"]
        percent, minutes = linear["linearPercentage"], linear["linearInterval"]
        steps = -(-100 // percent)
        return [(step * minutes, min(100, (step + 1) * percent) / 100) for step in range(steps)]
    return [(0, 1)]


def share(planned: list[Shift], minutes: float) -> float:
    """What the new version gets so many minutes after the first shift."""
    return max(weight for after, weight in planned if after <= minutes)


def predefined() -> dict[str, dict[str, Any]]:
    """The configurations that everybody has, by name."""
    found: dict[str, dict[str, Any]] = {ALL_AT_ONCE: {"type": "AllAtOnce"}}
    for minutes in (5, 10, 15, 30):
        canary = {"canaryPercentage": 10, "canaryInterval": minutes}
        found[f"CodeDeployDefault.LambdaCanary10Percent{minutes}Minutes"] = {
            "type": "TimeBasedCanary",
            "timeBasedCanary": canary,
        }
    for minutes in (1, 2, 3, 10):
        linear = {"linearPercentage": 10, "linearInterval": minutes}
        unit = "Minute" if minutes == 1 else "Minutes"
        found[f"CodeDeployDefault.LambdaLinear10PercentEvery{minutes}{unit}"] = {
            "type": "TimeBasedLinear",
            "timeBasedLinear": linear,
        }
    return found
