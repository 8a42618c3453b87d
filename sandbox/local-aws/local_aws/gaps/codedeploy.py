"""CodeDeploy."""

import json
import sys
from typing import Any

from ministack import app
from ministack.core import iam_actions, router

from local_aws import background
from local_aws.codedeploy import running, service
from local_aws.patch import wrap

_NAME = "codedeploy"

_RESOURCES = {
    # Whose ARN a policy has to name, by operation; all others are allowed on "*" alone.
    **dict.fromkeys(("CreateApplication", "GetApplication", "UpdateApplication", "DeleteApplication"), "application"),
    "ListDeploymentGroups": "application",
    **dict.fromkeys(("CreateDeploymentConfig", "GetDeploymentConfig", "DeleteDeploymentConfig"), "deploymentconfig"),
    **dict.fromkeys(
        ("CreateDeployment", "CreateDeploymentGroup", "GetDeployment", "GetDeploymentGroup", "ListDeployments"),
        "deploymentgroup",
    ),
    **dict.fromkeys(("UpdateDeploymentGroup", "DeleteDeploymentGroup", "BatchGetDeployments"), "deploymentgroup"),
}
"""Service Authorization Reference, "Actions, resources, and condition keys for AWS CodeDeploy"."""


def lambda_deployments() -> None:
    """CodeDeploy is not known.

    It is registered as MiniStack registers its own services, so that it is reached, saved, told of and asked for permissions
    like them. No other compute platform than Lambda is there.
    """
    if _NAME in app.SERVICE_REGISTRY:
        raise LookupError(f"MiniStack answers {_NAME} by itself now")
    sys.modules[f"ministack.services.{_NAME}"] = service
    app.SERVICE_REGISTRY[_NAME] = {"module": _NAME}
    app.SERVICE_HANDLERS[_NAME] = app._lazy_handler(_NAME)
    app._state_map[_NAME] = _NAME
    router.SERVICE_PATTERNS[_NAME] = {"target_prefixes": ["CodeDeploy_20141006"]}
    iam_actions.SERVICE_TO_IAM_NAMESPACE[_NAME] = _NAME
    wrap(iam_actions, "extract_resource_arn", _resource)
    background.regularly(running.advance_all)


def _resource(original: Any, name: str, method: str, path: str, headers: Any, body: bytes, *scope: Any) -> str:
    if name != _NAME:
        return str(original(name, method, path, headers, body, *scope))
    _, region, account = scope
    data, operation = json.loads(body or b"{}"), headers.get("x-amz-target", "").rpartition(".")[2]
    if "ResourceArn" in data:
        return str(data["ResourceArn"])
    kind = _RESOURCES.get(operation)
    return f"arn:aws:codedeploy:{region}:{account}:{kind}:{_named(kind, data)}" if kind else "*"


def _named(kind: str, data: dict[str, Any]) -> str:
    if kind == "deploymentconfig":
        return str(data.get("deploymentConfigName"))
    identity = data.get("deploymentId") or (data.get("deploymentIds") or [None])[0]
    if identity:
        info = (service.store._deployments.get(identity) or {}).get("info", {})
        data = {**data, **info}
    if kind == "application":
        return str(data.get("applicationName"))
    group = data.get("deploymentGroupName") or data.get("currentDeploymentGroupName")
    return f"{data.get('applicationName')}/{group}"
