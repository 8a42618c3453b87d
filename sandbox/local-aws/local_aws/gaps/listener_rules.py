"""The rules of listeners: where they forward to, and what they match."""

import random
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import alb, autoscaling

from local_aws.patch import fill, parse, unparse, wrap


def weighted_forwards() -> None:
    """An action that forwards to groups by weight is kept without them: requests end in an error."""
    wrap(alb, "_parse_actions", _parse)
    wrap(alb, "_action_xml", _render)
    wrap(alb, "_execute_actions", _choose_groups)


def path_patterns() -> None:
    """Brackets in a pattern stand for a set of characters. AWS knows only `*` and `?`."""
    wrap(alb, "_match_condition", _match_literally)


def _parse(original: Any, params: Any, prefix: str = "DefaultActions") -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = original(params, prefix)
    for number, action in enumerate(actions, 1):
        config = autoscaling._parse_nested(params, f"{prefix}.member.{number}.ForwardConfig")
        if config.get("TargetGroups"):
            action["ForwardConfig"] = config
            if len(config["TargetGroups"]) == 1:
                action["TargetGroupArn"] = config["TargetGroups"][0]["TargetGroupArn"]
    return actions


def _render(original: Any, action: dict[str, Any]) -> str:
    if "ForwardConfig" not in action:
        return original(action)
    root = parse(original(action))
    element = Element("ForwardConfig")
    fill(element, action["ForwardConfig"], "member")
    root[0].append(element)
    return unparse(root)


async def _choose_groups(original: Any, actions: list[dict[str, Any]], *args: Any, **options: Any) -> Any:
    return await original([_with_group(action) for action in actions], *args, **options)


def _with_group(action: dict[str, Any]) -> dict[str, Any]:
    groups = action.get("ForwardConfig", {}).get("TargetGroups", [])
    weights = [int(group.get("Weight", 1)) for group in groups]
    if not any(weights):
        return action
    return {**action, "TargetGroupArn": random.choices(groups, weights)[0]["TargetGroupArn"]}


def _match_literally(original: Any, condition: dict[str, Any], *args: Any) -> bool:
    values = [value.replace("[", "[[]") for value in condition.get("Values", [])]
    return original({**condition, "Values": values}, *args)
