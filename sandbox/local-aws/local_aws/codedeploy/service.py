"""What stands where MiniStack looks for a service: see `gaps.codedeploy`."""

import json
from collections.abc import Callable
from typing import Any

from local_aws.codedeploy import deployments, groups, store
from local_aws.codedeploy.store import get_state, load_persisted_state, reset
from local_aws.patch import Response

__all__ = ["ACTIONS", "get_state", "handle_request", "load_persisted_state", "reset"]

ACTIONS: dict[str, Callable[[dict[str, Any]], Response]] = {
    "BatchGetDeployments": deployments.batch_get_deployments,
    "BatchGetDeploymentTargets": deployments.batch_get_deployment_targets,
    "CreateApplication": groups.create_application,
    "CreateDeployment": deployments.create_deployment,
    "CreateDeploymentConfig": groups.create_deployment_config,
    "CreateDeploymentGroup": groups.create_deployment_group,
    "DeleteApplication": groups.delete_application,
    "DeleteDeploymentConfig": groups.delete_deployment_config,
    "DeleteDeploymentGroup": groups.delete_deployment_group,
    "GetApplication": groups.get_application,
    "GetDeployment": deployments.get_deployment,
    "GetDeploymentConfig": groups.get_deployment_config,
    "GetDeploymentGroup": groups.get_deployment_group,
    "GetDeploymentTarget": deployments.get_deployment_target,
    "ListApplications": groups.list_applications,
    "ListDeploymentConfigs": groups.list_deployment_configs,
    "ListDeploymentGroups": groups.list_deployment_groups,
    "ListDeployments": deployments.list_deployments,
    "ListDeploymentTargets": deployments.list_deployment_targets,
    "ListTagsForResource": groups.list_tags_for_resource,
    "StopDeployment": deployments.stop_deployment,
    "TagResource": groups.tag_resource,
    "UntagResource": groups.untag_resource,
    "UpdateApplication": groups.update_application,
    "UpdateDeploymentGroup": groups.update_deployment_group,
}


async def handle_request(method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    name = headers.get("x-amz-target", "").rpartition(".")[2]
    action = ACTIONS.get(name)
    try:
        if action is None:
            raise store.Refused("UnknownOperationException", f"{name} is not implemented by the local AWS")
        return action(json.loads(body or b"{}"))
    except store.Refused as refused:
        return store.refusal(refused)
