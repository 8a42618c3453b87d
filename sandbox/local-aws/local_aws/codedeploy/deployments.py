"""Deployments: made, shown, stopped. How they go on: `running`."""

import hashlib
from typing import Any

from ministack.core.responses import get_account_id, get_region

from local_aws.codedeploy import running, store
from local_aws.codedeploy.store import ACTIVE, Record, Refused, answer
from local_aws.patch import Response

Data = dict[str, Any]

STOPPED = "The deployment was stopped by a user."


def create_deployment(data: Data) -> Response:
    application = data["applicationName"]
    store.application(application)
    if "deploymentGroupName" not in data:
        raise Refused("DeploymentGroupNameRequiredException", "The deployment group name was not specified")
    group = store.group(application, data["deploymentGroupName"])
    config = store.config(data.get("deploymentConfigName") or group["deploymentConfigName"])
    revision = data["revision"]
    made = running.make(
        group,
        config,
        revision,
        creator="user",
        autoRollbackConfiguration=data.get("autoRollbackConfiguration") or group["autoRollbackConfiguration"],
        **{name: data[name] for name in ("description", "overrideAlarmConfiguration") if name in data},
    )
    return answer({"deploymentId": made["info"]["deploymentId"]})


def shown(record: Record) -> Record:
    """As AWS shows it: never with what an AppSpec says."""
    info: Record = {**record["info"], "revision": _without_content(record["info"]["revision"])}
    if "previousRevision" in info:
        info["previousRevision"] = _without_content(info["previousRevision"])
    return info


def _without_content(revision: Record) -> Record:
    given = revision.get("appSpecContent")
    if given is None:
        return revision
    digest = given.get("sha256") or hashlib.sha256(given["content"].encode()).hexdigest()
    return {**revision, "appSpecContent": {"sha256": digest}}


def get_deployment(data: Data) -> Response:
    return answer({"deploymentInfo": shown(store.deployment(data["deploymentId"]))})


def batch_get_deployments(data: Data) -> Response:
    """Those that are there."""
    found = (store._deployments.get(identity) for identity in data["deploymentIds"])
    return answer({"deploymentsInfo": [shown(record) for record in found if record is not None]})


def list_deployments(data: Data) -> Response:
    """Newest first."""
    application, group = data.get("applicationName"), data.get("deploymentGroupName")
    if application and not group:
        raise Refused("DeploymentGroupNameRequiredException", "The deployment group name was not specified")
    if group and not application:
        raise Refused("ApplicationNameRequiredException", "The application name was not specified")
    if application:
        store.group(application, group or "")
    statuses, times = data.get("includeOnlyStatuses"), data.get("createTimeRange") or {}
    infos = [record["info"] for record in store._deployments.values()]
    wanted = [
        info
        for info in infos
        if (not application or (info["applicationName"], info["deploymentGroupName"]) == (application, group))
        and (not statuses or info["status"] in statuses)
        and times.get("start", 0) <= info["createTime"] <= times.get("end", float("inf"))
    ]
    newest = sorted(wanted, key=lambda info: float(info["createTime"]), reverse=True)
    return store.page("deployments", [info["deploymentId"] for info in newest], data.get("nextToken"))


def stop_deployment(data: Data) -> Response:
    record = store.deployment(data["deploymentId"])
    if record["info"]["status"] not in ACTIVE:
        message = f"The deployment {data['deploymentId']} has already completed"
        raise Refused("DeploymentAlreadyCompletedException", message)
    running.stop(record, "MANUAL_STOP", STOPPED, "DEPLOYMENT_STOP_ON_REQUEST", data.get("autoRollbackEnabled"))
    told = "No more commands will be scheduled for execution in the deployment instances"
    return answer({"status": "Succeeded", "statusMessage": told})


def _target(record: Record) -> Record:
    if record.get("spec") is None:
        message = f"The deployment {record['info']['deploymentId']} has not started"
        raise Refused("DeploymentNotStartedException", message)
    spec, weight = record["spec"], record["weight"]
    function = f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{spec['function']}"
    statuses = {"Created": "Pending", "Stopped": "Failed"}
    target = {
        "deploymentId": record["info"]["deploymentId"],
        "targetId": spec["function"],
        "targetArn": f"{function}:{spec['alias']}",
        "status": statuses.get(record["info"]["status"], record["info"]["status"]),
        "lastUpdatedAt": record["updated"],
        "lifecycleEvents": record["events"],
        "lambdaFunctionInfo": {
            "functionName": spec["function"],
            "functionAlias": spec["alias"],
            "currentVersion": spec["current"],
            "targetVersion": spec["target"],
            "targetVersionWeight": weight,
        },
    }
    return {"deploymentTargetType": "LambdaTarget", "lambdaTarget": target}


def list_deployment_targets(data: Data) -> Response:
    target = _target(store.deployment(data["deploymentId"]))["lambdaTarget"]
    wanted = (data.get("targetFilters") or {}).get("TargetStatus")
    found = [target["targetId"]] if not wanted or target["status"] in wanted else []
    return store.page("targetIds", found, data.get("nextToken"))


def get_deployment_target(data: Data) -> Response:
    found = _target(store.deployment(data["deploymentId"]))
    _check_target(found, data["targetId"])
    return answer({"deploymentTarget": found})


def batch_get_deployment_targets(data: Data) -> Response:
    found = _target(store.deployment(data["deploymentId"]))
    for identity in data["targetIds"]:
        _check_target(found, identity)
    return answer({"deploymentTargets": [found for _ in data["targetIds"]]})


def _check_target(found: Record, identity: str) -> None:
    if identity != found["lambdaTarget"]["targetId"]:
        message = f"The target {identity} does not belong to the deployment {found['lambdaTarget']['deploymentId']}"
        raise Refused("DeploymentTargetDoesNotExistException", message)
