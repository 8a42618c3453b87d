"""What functions reach in their VPC."""

from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local_aws.patch import wrap
from local_aws.reach import clients, workload


def function_reach() -> None:
    """A function reaches no database and no cache: their names lead nowhere, and whether it is in their VPC and their
    security groups let it in is not asked."""
    for module in (lambda_runtime, lambda_svc):
        wrap(module, "execution_credentials", _with_ways)


def _with_ways(original: Any, config: dict[str, Any]) -> dict[str, str]:
    given: dict[str, str] = original(config)
    stated = (config.get("Environment") or {}).get("Variables") or {}
    return {**given, **workload.environment(config["FunctionArn"], lambda: clients.function(config), stated)}
