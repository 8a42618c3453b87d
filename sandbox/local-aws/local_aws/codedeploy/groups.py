"""Applications, deployment groups, deployment configurations and their tags."""

from typing import Any

from local_aws.codedeploy import rollout, store
from local_aws.codedeploy.store import Record, Refused, answer
from local_aws.patch import Response

Data = dict[str, Any]

_DEFAULT_CONFIG = "CodeDeployDefault.OneAtATime"
"""Of all platforms; it is for servers."""


def create_application(data: Data) -> Response:
    name, platform = data["applicationName"], data.get("computePlatform", "Server")
    if platform != "Lambda":
        raise Refused("InvalidComputePlatformException", f"{platform} is not implemented by the local AWS: Lambda alone is")
    if name in store._applications:
        raise Refused("ApplicationAlreadyExistsException", f"Application already exists: {name}")
    made = {
        "applicationId": store.new_id(),
        "applicationName": name,
        "createTime": store.now(),
        "linkedToGitHub": False,
        "computePlatform": platform,
    }
    store._applications[name] = made
    _set_tags(store.arn(f"application:{name}"), data.get("tags", []))
    return answer({"applicationId": made["applicationId"]})


def get_application(data: Data) -> Response:
    return answer({"application": store.application(data["applicationName"])})


def list_applications(data: Data) -> Response:
    return store.page("applications", sorted(store._applications), data.get("nextToken"))


def update_application(data: Data) -> Response:
    old, new = data.get("applicationName", ""), data.get("newApplicationName")
    kept = store.application(old)
    if not new or new == old:
        return answer()
    if new in store._applications:
        raise Refused("ApplicationAlreadyExistsException", f"Application already exists: {new}")
    for group in _groups_of(old):
        _move_group(group, new, group["deploymentGroupName"])
    del store._applications[old]
    store._applications[new] = {**kept, "applicationName": new}
    _move_tags(f"application:{old}", f"application:{new}")
    return answer()


def delete_application(data: Data) -> Response:
    """With its groups. One that is not there is no error."""
    name = data["applicationName"]
    for group in _groups_of(name):
        _delete_group(group)
    store._applications.pop(name, None)
    store._tags.pop(store.arn(f"application:{name}"), None)
    return answer()


def create_deployment_group(data: Data) -> Response:
    application, name = data["applicationName"], data["deploymentGroupName"]
    store.application(application)
    if f"{application}/{name}" in store._groups:
        raise Refused("DeploymentGroupAlreadyExistsException", f"Deployment Group already exists: {name}")
    made = {
        "applicationName": application,
        "deploymentGroupId": store.new_id(),
        "deploymentGroupName": name,
        "deploymentConfigName": store.config(data.get("deploymentConfigName", _DEFAULT_CONFIG))["deploymentConfigName"],
        "serviceRoleArn": data["serviceRoleArn"],
        "deploymentStyle": data.get("deploymentStyle", {}),
        "autoRollbackConfiguration": data.get("autoRollbackConfiguration", {"enabled": False}),
        "alarmConfiguration": data.get("alarmConfiguration", {"enabled": False}),
        "outdatedInstancesStrategy": data.get("outdatedInstancesStrategy", "UPDATE"),
        "terminationHookEnabled": data.get("terminationHookEnabled", False),
        "computePlatform": "Lambda",
    }
    store._groups[f"{application}/{name}"] = made
    _set_tags(store.arn(f"deploymentgroup:{application}/{name}"), data.get("tags", []))
    return answer({"deploymentGroupId": made["deploymentGroupId"]})


def get_deployment_group(data: Data) -> Response:
    return answer({"deploymentGroupInfo": store.group(data["applicationName"], data["deploymentGroupName"])})


def list_deployment_groups(data: Data) -> Response:
    name = data["applicationName"]
    store.application(name)
    groups = sorted(group["deploymentGroupName"] for group in _groups_of(name))
    return store.page("deploymentGroups", groups, data.get("nextToken"))


def update_deployment_group(data: Data) -> Response:
    """Changes what it is given, and nothing else."""
    application, name = data["applicationName"], data["currentDeploymentGroupName"]
    kept = store.group(application, name)
    if "deploymentConfigName" in data:
        store.config(data["deploymentConfigName"])
    new = data.get("newDeploymentGroupName") or name
    if new != name and f"{application}/{new}" in store._groups:
        raise Refused("DeploymentGroupAlreadyExistsException", f"Deployment Group already exists: {new}")
    for member in (
        "deploymentConfigName",
        "serviceRoleArn",
        "deploymentStyle",
        "autoRollbackConfiguration",
        "alarmConfiguration",
        "outdatedInstancesStrategy",
        "terminationHookEnabled",
    ):
        kept[member] = data.get(member, kept[member])
    if new != name:
        _move_group(kept, application, new)
    return answer({"hooksNotCleanedUp": []})


def delete_deployment_group(data: Data) -> Response:
    """One that is not there is no error."""
    kept = store._groups.get(f"{data['applicationName']}/{data['deploymentGroupName']}")
    if kept is not None:
        _delete_group(kept)
    return answer({"hooksNotCleanedUp": []})


def create_deployment_config(data: Data) -> Response:
    name = data["deploymentConfigName"]
    if data.get("computePlatform") != "Lambda":
        raise Refused("InvalidComputePlatformException", "The local AWS implements configurations for Lambda alone")
    if name in store._configs:
        raise Refused("DeploymentConfigAlreadyExistsException", f"Deployment Configuration already exists: {name}")
    made = {
        "deploymentConfigId": store.new_id(),
        "deploymentConfigName": name,
        "createTime": store.now(),
        "computePlatform": "Lambda",
        "trafficRoutingConfig": data["trafficRoutingConfig"],
    }
    store._configs[name] = made
    return answer({"deploymentConfigId": made["deploymentConfigId"]})


def get_deployment_config(data: Data) -> Response:
    return answer({"deploymentConfigInfo": store.config(data["deploymentConfigName"])})


def list_deployment_configs(data: Data) -> Response:
    names = [*rollout.predefined(), *sorted(store._configs)]
    return store.page("deploymentConfigsList", names, data.get("nextToken"))


def delete_deployment_config(data: Data) -> Response:
    store._configs.pop(data["deploymentConfigName"], None)
    return answer()


def tag_resource(data: Data) -> Response:
    _set_tags(_tagged(data), data["Tags"])
    return answer()


def untag_resource(data: Data) -> Response:
    tags = store._tags.get(_tagged(data)) or {}
    for key in data["TagKeys"]:
        tags.pop(key, None)
    return answer()


def list_tags_for_resource(data: Data) -> Response:
    tags = store._tags.get(_tagged(data)) or {}
    return answer({"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]})


def _tagged(data: Data) -> str:
    """The ARN of an application or a group that is there."""
    arn: str = data["ResourceArn"]
    kind, _, name = arn.removeprefix(store.arn("")).partition(":")
    if kind == "application":
        store.application(name)
    elif kind == "deploymentgroup":
        store.group(*name.split("/", 1))
    else:
        raise Refused("ArnNotSupportedException", f"The ARN {arn} is not supported")
    return arn


def _set_tags(arn: str, tags: list[dict[str, str]]) -> None:
    if tags:
        store._tags[arn] = {**(store._tags.get(arn) or {}), **{tag["Key"]: tag.get("Value", "") for tag in tags}}


def _move_tags(old: str, new: str) -> None:
    if (tags := store._tags.pop(store.arn(old), None)) is not None:
        store._tags[store.arn(new)] = tags


def _groups_of(application: str) -> list[Record]:
    return [group for group in store._groups.values() if group["applicationName"] == application]


def _delete_group(group: Record) -> None:
    key = f"{group['applicationName']}/{group['deploymentGroupName']}"
    del store._groups[key]
    store._tags.pop(store.arn(f"deploymentgroup:{key}"), None)


def _move_group(group: Record, application: str, name: str) -> None:
    old = f"{group['applicationName']}/{group['deploymentGroupName']}"
    del store._groups[old]
    group.update(applicationName=application, deploymentGroupName=name)
    store._groups[f"{application}/{name}"] = group
    _move_tags(f"deploymentgroup:{old}", f"deploymentgroup:{application}/{name}")
