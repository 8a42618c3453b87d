"""Web ACLs and their logging."""

import json
from typing import Any

from ministack.services import waf

from local_aws.patch import Response, wrap

_KEY = "LoggingConfiguration"
_SETTINGS = (
    "Description",
    "CustomResponseBodies",
    "CaptchaConfig",
    "ChallengeConfig",
    "TokenDomains",
    "AssociationConfig",
    "DataProtectionConfig",
)


def acl_settings() -> None:
    """A web ACL forgets texts of answers, token domains and such, and keeps its first description: the provider sees a
    change in every plan."""
    wrap(waf, "create_web_acl_record", _create)
    wrap(waf, "_update_web_acl", _update)


def logging_configurations() -> None:
    """PutLoggingConfiguration, GetLoggingConfiguration and DeleteLoggingConfiguration are not known.

    It is kept in the record of its web ACL, and goes with it as in AWS.
    """
    wrap(waf, "handle_request", _handle)
    wrap(waf, "_get_web_acl", _without_logging)


def _create(original: Any, name: str, scope: str, data: dict[str, Any]) -> Any:
    made = original(name, scope, data)
    _set(made[2], data)
    return made


def _update(original: Any, data: dict[str, Any]) -> Response:
    response: Response = original(data)
    if response[0] == 200:
        _set(waf.web_acl_record(data["Id"], data["Scope"]), data)
    return response


def _set(acl: dict[str, Any], data: dict[str, Any]) -> None:
    """What a request does not name is not set, also where it was."""
    for key in _SETTINGS:
        acl.pop(key, None)
        if key in data:
            acl[key] = data[key]


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    answer = _ACTIONS.get(headers.get("x-amz-target", "").rpartition(".")[2])
    if answer is None:
        return await original(method, path, headers, body, query)
    data = json.loads(body)
    acl, error = waf._resolve_local_web_acl(data.get(_KEY, data)["ResourceArn"])
    return error or answer(acl, data)


def _put(acl: dict[str, Any], data: dict[str, Any]) -> Response:
    """https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html: the prefix, and how it is refused."""
    for destination in data[_KEY]["LogDestinationConfigs"]:
        if not destination.rpartition(":")[2].rpartition("/")[2].startswith("aws-waf-logs-"):
            reason = f"Error reason: The ARN isn't valid., field: LOG_DESTINATION, parameter: {destination}"
            return waf._waf_err("WAFInvalidParameterException", reason)
    acl[_KEY] = {"ManagedByFirewallManager": False, "LogType": "WAF_LOGS", "LogScope": "CUSTOMER", **data[_KEY]}
    return waf.json_response({_KEY: acl[_KEY]})


def _get(acl: dict[str, Any], _: dict[str, Any]) -> Response:
    if _KEY not in acl:
        return waf._waf_err("WAFNonexistentItemException", "The referenced item does not exist.")
    return waf.json_response({_KEY: acl[_KEY]})


def _delete(acl: dict[str, Any], data: dict[str, Any]) -> Response:
    response = _get(acl, data)
    return waf.json_response({}) if acl.pop(_KEY, None) else response


_ACTIONS = {"PutLoggingConfiguration": _put, "GetLoggingConfiguration": _get, "DeleteLoggingConfiguration": _delete}


def _without_logging(original: Any, data: dict[str, Any]) -> Response:
    status, headers, body = original(data)
    if status != 200:
        return status, headers, body
    answer = json.loads(body)
    answer["WebACL"].pop(_KEY, None)
    return waf.json_response(answer)
