"""Aliases that lead to two versions."""

import random
from contextvars import ContextVar
from typing import Any

from ministack.services import lambda_svc

from local_aws.patch import Response, wrap

_called: ContextVar[str] = ContextVar("called", default="")
"""The ARN of the alias by which a function is called, where the version that runs is not the alias' own."""


def weighted_aliases() -> None:
    """An alias always leads to its own version, whatever its weights. In AWS each call goes to one of the two at random.

    Lambda Developer Guide, "Implement Lambda canary deployments using a weighted alias".
    """
    wrap(lambda_svc, "_invoke", _invoke)
    wrap(lambda_svc, "_execute_function", _execute)
    wrap(lambda_svc, "_get_func_record_for_ref", _record)


async def _invoke(
    original: Any, name: str, event: Any, headers: Any, path_qualifier: str | None = None, query: Any = None
) -> Response:
    qualifier = path_qualifier or lambda_svc._qp_first(query or {}, "Qualifier")
    chosen = _chosen(lambda_svc._functions.get(name), qualifier)
    if chosen is None:
        return await original(name, event, headers, path_qualifier, query)
    token = _called.set(f"{lambda_svc._func_arn(name)}:{qualifier}")
    try:
        return await original(name, event, headers, chosen, query)
    finally:
        _called.reset(token)


def _execute(original: Any, function: dict[str, Any], event: Any) -> dict[str, Any]:
    if arn := _called.get():
        function = {**function, "config": {**(function.get("config") or function), "FunctionArn": arn}}
    result: dict[str, Any] = original(function, event)
    return result


def _record(original: Any, reference: str) -> tuple[Any, Any, str]:
    """For services that call a function by its ARN or name: what runs, and by which name it was called."""
    record, config, name = original(reference)
    _, qualifier = lambda_svc._resolve_name_and_qualifier(reference)
    if config is None or not qualifier or qualifier == config["Version"]:
        return record, config, name
    account, region = lambda_svc._account_region_from_function_config(config)
    function = lambda_svc._functions.get_scoped(account, region, name)
    version = _chosen(function, qualifier)
    if version is not None:
        record, config = function["versions"][version], function["versions"][version]["config"]
    unqualified = ":".join(config["FunctionArn"].split(":")[:7])
    return record, {**config, "FunctionArn": f"{unqualified}:{qualifier}"}, name


def _chosen(function: dict[str, Any] | None, qualifier: str | None) -> str | None:
    """The other version that a call of an alias goes to; None for the alias' own, and for what is no such alias."""
    alias = ((function or {}).get("aliases") or {}).get(qualifier) or {}
    weights = (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    for version, weight in weights.items():
        if random.random() < weight and version in (function or {}).get("versions", {}):
            return str(version)
    return None
