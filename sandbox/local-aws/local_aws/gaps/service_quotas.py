"""Service Quotas, of the quotas that the rules hold an account to."""

import json
import sys
from types import ModuleType
from typing import Any
from uuid import uuid4

from ministack import app
from ministack.core import router
from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import lambda_svc

from local_aws import quotas
from local_aws.patch import Response, wrap

_NAME = "servicequotas"
_TITLES = {"ec2": "Amazon Elastic Compute Cloud (Amazon EC2)", "lambda": "AWS Lambda"}
_TITLES["vpc"] = "Amazon Virtual Private Cloud (Amazon VPC)"


def service_quotas() -> None:
    """Service Quotas is not there, so that nobody can ask what an account may have. A quota that is asked to be raised is
    at once; in AWS somebody looks at it first."""
    if _NAME in app.SERVICE_REGISTRY:
        raise LookupError("MiniStack has Service Quotas by itself now")
    module = ModuleType(f"ministack.services.{_NAME}")
    vars(module).update(
        handle_request=_handle,
        get_state=lambda: {"changed": dict(quotas.changed)},
        load_persisted_state=lambda data: quotas.changed.update(data["changed"]),
        reset=quotas.changed.clear,
        actions=_ACTIONS,
    )
    sys.modules[module.__name__] = module
    app.SERVICE_REGISTRY[_NAME] = {"module": _NAME, "aliases": ("service-quotas",)}
    app.SERVICE_HANDLERS[_NAME] = app._lazy_handler(_NAME)
    app._state_map[_NAME] = _NAME
    router.SERVICE_PATTERNS[_NAME] = {"target_prefixes": ["ServiceQuotasV20190624"], "credential_scope": _NAME}


def account_concurrency() -> None:
    """How many functions may run at once follows the machine's memory, and not the account's quota."""
    wrap(lambda_svc, "_get_account_settings", _with_quota)


def _with_quota(original: Any) -> Response:
    status, headers, body = original()
    told = json.loads(body)
    limit = quotas.quota("concurrent-executions")
    reserved = sum(int(fn.get("concurrency") or 0) for fn in lambda_svc._functions.values())
    told["AccountLimit"] |= {"ConcurrentExecutions": limit, "UnreservedConcurrentExecutions": limit - reserved}
    return status, headers, json.dumps(told).encode()


async def _handle(method: str, path: str, headers: dict[str, str], body: bytes, query: Any) -> Response:
    action = headers.get("x-amz-target", "").rpartition(".")[2]
    if action not in _ACTIONS:
        return error_response_json("InvalidAction", f"The local AWS does not answer {action}.", 400)
    answer: Response = _ACTIONS[action](json.loads(body or b"{}"))
    return answer


def _get(given: dict[str, Any]) -> Response:
    name = _name_of(given)
    return json_response({"Quota": _shown(name, quotas.quota(name))}) if name else _unknown()


def _get_default(given: dict[str, Any]) -> Response:
    name = _name_of(given)
    return json_response({"Quota": _shown(name, quotas.QUOTAS[name].first)}) if name else _unknown()


def _list(given: dict[str, Any]) -> Response:
    service = given["ServiceCode"]
    found = [_shown(name, quotas.quota(name)) for name, each in quotas.QUOTAS.items() if each.service == service]
    return json_response({"Quotas": found}) if found else _unknown()


def _raise(given: dict[str, Any]) -> Response:
    name = _name_of(given)
    if not name:
        return _unknown()
    if given["DesiredValue"] <= quotas.quota(name):
        return error_response_json(
            "IllegalArgumentException", "You must provide a quota value greater than the current value.", 400
        )
    quotas.change(name, int(given["DesiredValue"]))
    shown = {key: value for key, value in _shown(name, 0).items() if key not in ("Value", "Adjustable")}
    return json_response(
        {"RequestedQuota": {**shown, "Id": uuid4().hex, "DesiredValue": given["DesiredValue"], "Status": "APPROVED"}}
    )


_ACTIONS = {
    "GetServiceQuota": _get,
    "GetAWSDefaultServiceQuota": _get_default,
    "ListServiceQuotas": _list,
    "RequestServiceQuotaIncrease": _raise,
}


def _name_of(given: dict[str, Any]) -> str:
    wanted = (given["ServiceCode"], given["QuotaCode"])
    return next((name for name, each in quotas.QUOTAS.items() if (each.service, each.code) == wanted), "")


def _shown(name: str, value: int) -> dict[str, Any]:
    each = quotas.QUOTAS[name]
    return {
        "ServiceCode": each.service,
        "ServiceName": _TITLES[each.service],
        "QuotaArn": f"arn:aws:servicequotas:{get_region()}:{get_account_id()}:{each.service}/{each.code}",
        "QuotaCode": each.code,
        "QuotaName": each.title,
        "Value": float(value),
        "Unit": "None",
        "Adjustable": True,
        "GlobalQuota": False,
    }


def _unknown() -> Response:
    return error_response_json(
        "NoSuchResourceException", "The request failed because the specified quota does not exist.", 400
    )
