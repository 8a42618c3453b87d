"""Metrics of functions, from what they are really called."""

import time
from typing import Any

from ministack.services import lambda_svc

from local_aws import metrics
from local_aws.patch import wrap

Result = dict[str, Any]


def function_metrics() -> None:
    """Metrics of an invocation have the function's name as their only dimension, and calls by an HTTP API have none. An alarm
    on an alias, or on one of the two versions that it leads to, never sees a point.

    Lambda Developer Guide, "Types of metrics for Lambda functions": a throttled call is neither an invocation nor an error;
    the dimension ExecutedVersion is for the versions of an alias that leads to two.
    """
    wrap(lambda_svc, "_emit_lambda_metrics", lambda original, *args, **options: None)
    wrap(lambda_svc, "_execute_function", _execute)


def _execute(original: Any, function: dict[str, Any], event: Any) -> Result:
    config = function.get("config") or function
    if lambda_svc._function_config_scope_mismatch(config):
        return original(function, event)  # which calls this again, from the function's region
    started = time.monotonic()
    result: Result = original(function, event)
    milliseconds = (time.monotonic() - started) * 1000
    for dimensions in _dimensions(config):
        if result.get("throttle"):
            metrics.record("AWS/Lambda", "Throttles", 1, dimensions)
            continue
        metrics.record("AWS/Lambda", "Invocations", 1, dimensions)
        metrics.record("AWS/Lambda", "Errors", 1 if result.get("error") else 0, dimensions)
        metrics.record("AWS/Lambda", "Throttles", 0, dimensions)
        metrics.record("AWS/Lambda", "Duration", milliseconds, dimensions, "Milliseconds")
    return result


def _dimensions(config: dict[str, Any]) -> list[dict[str, str]]:
    """Of the function, of the alias or version by which it was called, and of the version that an alias chose."""
    name = config["FunctionName"]
    qualifier = config["FunctionArn"].partition(f":function:{name}")[2].removeprefix(":")
    found = [{"FunctionName": name}]
    if qualifier:
        found.append({"FunctionName": name, "Resource": f"{name}:{qualifier}"})
    alias = (lambda_svc._functions.get(name) or {}).get("aliases", {}).get(qualifier, {})
    if alias.get("RoutingConfig"):
        found.append({**found[-1], "ExecutedVersion": config["Version"]})
    return found
