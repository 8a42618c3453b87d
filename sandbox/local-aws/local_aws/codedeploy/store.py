"""What CodeDeploy holds, and how it answers."""

import copy
import secrets
import string
import time
import uuid
from typing import Any

from ministack.core.responses import (
    AccountRegionScopedDict,
    AccountScopedDict,
    error_response_json,
    get_account_id,
    get_region,
    json_response,
)

from local_aws.codedeploy import rollout
from local_aws.patch import Response

Record = dict[str, Any]

_JSON = "application/x-amz-json-1.1"
_PAGE = 100
ACTIVE = ("Created", "Queued", "InProgress")

_applications = AccountRegionScopedDict()
_groups = AccountRegionScopedDict()
"""By `application/group`."""
_configs = AccountRegionScopedDict()
_deployments = AccountRegionScopedDict()
"""`{"info", "spec", "shifts", ...}` by id; `info` is what GetDeployment shows."""
_tags = AccountScopedDict()
"""By ARN."""

_STORES = {
    "applications": _applications,
    "groups": _groups,
    "configs": _configs,
    "deployments": _deployments,
    "tags": _tags,
}


def get_state() -> dict[str, Any]:
    return copy.deepcopy(_STORES)


def load_persisted_state(data: dict[str, Any]) -> None:
    for name, store in _STORES.items():
        store.update(data.get(name, {}))


def reset() -> None:
    for store in _STORES.values():
        store.clear()


class Refused(Exception):
    """An error of AWS's that needs what is held here."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def answer(data: dict[str, Any] | None = None) -> Response:
    response: Response = json_response(data or {}, content_type=_JSON)
    return response


def refusal(refused: Refused) -> Response:
    response: Response = error_response_json(refused.code, str(refused), content_type=_JSON)
    return response


def arn(resource: str) -> str:
    return f"arn:aws:codedeploy:{get_region()}:{get_account_id()}:{resource}"


def new_id() -> str:
    return str(uuid.uuid4())


def new_deployment_id() -> str:
    return "d-" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(9))


def now() -> float:
    return round(time.time(), 3)


def application(name: str) -> Record:
    found: Record | None = _applications.get(name)
    if found is None:
        raise Refused("ApplicationDoesNotExistException", f"No application found for name: {name}")
    return found


def group(application_name: str, name: str) -> Record:
    application(application_name)
    found: Record | None = _groups.get(f"{application_name}/{name}")
    if found is None:
        raise Refused("DeploymentGroupDoesNotExistException", f"No Deployment Group found for name: {name}")
    return found


def config(name: str) -> Record:
    """A configuration of the account, or one that everybody has."""
    routing = rollout.predefined().get(name)
    if routing is not None:
        return {
            "deploymentConfigId": f"00000000-0000-0000-0000-{list(rollout.predefined()).index(name) + 1:012}",
            "deploymentConfigName": name,
            "createTime": 0,
            "computePlatform": "Lambda",
            "trafficRoutingConfig": routing,
        }
    found: Record | None = _configs.get(name)
    if found is None:
        message = f"No deployment configuration found for name: {name}"
        raise Refused("DeploymentConfigDoesNotExistException", message)
    return found


def deployment(identity: str) -> Record:
    found: Record | None = _deployments.get(identity)
    if found is None:
        raise Refused("DeploymentDoesNotExistException", f"The deployment {identity} could not be found")
    return found


def page(name: str, items: list[Any], token: str | None) -> Response:
    """Items from a token on, a hundred at once."""
    if token is not None and not token.isdecimal():
        raise Refused("InvalidNextTokenException", f"The nextToken {token} is not valid")
    start = int(token or 0)
    more = {"nextToken": str(start + _PAGE)} if start + _PAGE < len(items) else {}
    return answer({name: items[start : start + _PAGE], **more})
