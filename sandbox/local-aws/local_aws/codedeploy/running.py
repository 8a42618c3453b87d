"""How deployments go on: from their records alone, so that they do so after a restart too.

As it was seen in AWS: an alarm that is in ALARM already stops a deployment at its start, and the rollback, which takes a
second, is a deployment of its own. The messages are those of aws/serverless-application-model#219 and #291, and of `GetDeployment`s
that others have published.
"""

from typing import Any

from local_aws import background, clock, saving
from local_aws.codedeploy import appspec, rollout, store
from local_aws.codedeploy.role import Denied, Role
from local_aws.codedeploy.store import ACTIVE, Record

_MINUTE = 60
_EVENTS = ("BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic")


class Failed(Exception):
    """Why a deployment fails, by a code of `ErrorInformation`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def make(group: Record, config: Record, revision: Record, **info: Any) -> Record:
    """A deployment that starts by itself, soon."""
    identity = store.new_deployment_id()
    made: Record = {
        "info": {
            "applicationName": group["applicationName"],
            "deploymentGroupName": group["deploymentGroupName"],
            "deploymentConfigName": config["deploymentConfigName"],
            "deploymentId": identity,
            "revision": revision,
            "status": "Created",
            "createTime": store.now(),
            "ignoreApplicationStopFailures": False,
            "updateOutdatedInstancesOnly": False,
            "instanceTerminationWaitTimeStarted": False,
            "fileExistsBehavior": "DISALLOW",
            "deploymentStyle": group["deploymentStyle"],
            "deploymentStatusMessages": [],
            "computePlatform": "Lambda",
            "deploymentOverview": _overview("Pending"),
            **({"previousRevision": group["targetRevision"]} if "targetRevision" in group else {}),
            **info,
        },
        "role": group["serviceRoleArn"],
        "alarms": info.get("overrideAlarmConfiguration") or group["alarmConfiguration"],
        "shifts": rollout.shifts(config["trafficRoutingConfig"]),
        "spec": None,
        "weight": 0,
        "events": [{"lifecycleEventName": name, "status": "Pending"} for name in _EVENTS],
        "updated": store.now(),
    }
    store._deployments[identity] = made
    _note_attempt(made)
    return made


def advance_all() -> None:
    background.everywhere(store._deployments, _advance)


def _advance(record: Record) -> None:
    if record["info"]["status"] not in ACTIVE:
        return
    try:
        if record["info"]["status"] == "Created":
            _start(record)
        else:
            _go_on(record)
    except Denied as denied:
        _end(record, "Failed", "IAM_ROLE_PERMISSIONS", str(denied), "DEPLOYMENT_FAILURE")
    except Failed as failed:
        _end(record, "Failed", failed.code, str(failed), "DEPLOYMENT_FAILURE")


def _start(record: Record) -> None:
    info = record["info"]
    info.update(status="InProgress", startTime=store.now(), deploymentOverview=_overview("InProgress"))
    _changed(record)
    if record["spec"] is None:  # a rollback knows it
        given = info["revision"].get("appSpecContent") or info["revision"].get("string") or {}
        try:
            record["spec"] = appspec.read(given.get("content", "")).record()
        except appspec.Invalid as problem:
            raise Failed("INVALID_LAMBDA_CONFIGURATION", str(problem)) from None
        spec = record["spec"]
        alias = Role(record["role"]).alias(spec["function"], spec["alias"])
        if alias is None or not Role.has_version(spec["function"], spec["target"]):
            message = "The Lambda function, its alias or its target version in the AppSpec file does not exist."
            raise Failed("INVALID_LAMBDA_FUNCTION", message)
        if alias["FunctionVersion"] != spec["current"]:
            told = "The Lambda function alias version does not match the current version in AppSpec file."
            raise Failed("INVALID_LAMBDA_CONFIGURATION", str(appspec.Invalid(told)))
    record["begun"] = True
    _event(record, "BeforeAllowTraffic", "Succeeded")
    _event(record, "AllowTraffic", "InProgress")


def _go_on(record: Record) -> None:
    if ringing := _ringing(record):
        named = " ".join(f"<{name}>" for name in ringing)
        message = (
            "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the "
            f"affected deployments have been stopped. Activated alarms: {named}"
        )
        stop(record, "ALARM_ACTIVE", message, "DEPLOYMENT_STOP_ON_ALARM", None)
        return
    first = record.setdefault("firstShift", store.now())
    wanted = rollout.share(record["shifts"], (store.now() - first) / clock.real(_MINUTE))
    if wanted > record["weight"]:
        _shift(record, wanted)
    if record["weight"] >= 1:
        for name in _EVENTS[1:]:
            _event(record, name, "Succeeded")
        _finish(record, "Succeeded")


def _shift(record: Record, weight: float) -> None:
    spec, role = record["spec"], Role(record["role"])
    if role.alias(spec["function"], spec["alias"]) is None:
        raise Failed("INVALID_LAMBDA_FUNCTION", "The Lambda function alias in the AppSpec file does not exist.")
    role.route(spec["function"], spec["alias"], spec["current"], spec["target"], weight)
    record["weight"] = weight
    _changed(record)


def _ringing(record: Record) -> list[str]:
    """The alarms that are in ALARM. A rollback looks at none."""
    alarms = record["alarms"]
    if not alarms.get("enabled") or record["info"]["creator"] == "codeDeployRollback":
        return []
    names = sorted(alarm["name"] for alarm in alarms.get("alarms") or [])
    try:
        states = Role(record["role"]).alarm_states(names)
        if missing := [name for name in names if name not in states]:
            raise Failed("CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND", f"The alarm {missing[0]} could not be found.")
    except (Denied, Failed):
        if alarms.get("ignorePollAlarmFailure"):
            return []
        raise
    return [name for name in names if states[name] == "ALARM"]


def stop(record: Record, code: str, message: str, event: str, rolls_back: bool | None) -> None:
    """Ends it early. By default the group's settings say whether it is rolled back."""
    _end(record, "Stopped", code, message, event, rolls_back)


def _end(
    record: Record, status: str, code: str, message: str, event: str, rolls_back: bool | None = None
) -> None:
    info = record["info"]
    info["errorInformation"] = {"code": code, "message": message}
    for each in record["events"]:
        if each["status"] == "InProgress":
            _event(record, each["lifecycleEventName"], "Failed")
        elif each["status"] == "Pending":
            _event(record, each["lifecycleEventName"], "Skipped")
    _finish(record, status)
    rollback = info["autoRollbackConfiguration"]
    if rolls_back is None:
        rolls_back = bool(rollback.get("enabled")) and event in (rollback.get("events") or [])
    # Nothing is to be undone where no deployment has begun.
    if rolls_back and record.get("begun") and info["creator"] != "codeDeployRollback":
        _roll_back(record)


def _roll_back(record: Record) -> None:
    """A deployment of its own, which takes the alias to where it was, at once."""
    info, spec = record["info"], record["spec"]
    group = store._groups.get(f"{info['applicationName']}/{info['deploymentGroupName']}")
    if group is None:
        return
    made = make(
        group,
        store.config(rollout.ALL_AT_ONCE),
        info.get("previousRevision") or info["revision"],
        creator="codeDeployRollback",
        autoRollbackConfiguration={"enabled": False},
    )
    identity = made["info"]["deploymentId"]
    made["spec"] = {**spec, "current": spec["target"], "target": spec["current"]}
    made["info"]["rollbackInfo"] = {
        "rollbackTriggeringDeploymentId": info["deploymentId"],
        "rollbackMessage": f"Deployment {identity} is triggered to roll back deployment {info['deploymentId']}.",
    }
    info["rollbackInfo"] = {
        "rollbackDeploymentId": identity,
        "rollbackMessage": f"Deployment {info['deploymentId']} terminated. Automatic rollback is triggered with a "
        f"DeploymentId {identity}.",
    }


def _finish(record: Record, status: str) -> None:
    info = record["info"]
    info.update(status=status, completeTime=store.now())
    info["deploymentOverview"] = _overview("Succeeded" if status == "Succeeded" else "Failed")
    group = store._groups.get(f"{info['applicationName']}/{info['deploymentGroupName']}")
    if group is not None and status == "Succeeded" and info["creator"] == "user":
        group["targetRevision"] = info["revision"]
    _note_attempt(record)
    _changed(record)


def _note_attempt(record: Record) -> None:
    """In its group, unless that is gone."""
    info = record["info"]
    group = store._groups.get(f"{info['applicationName']}/{info['deploymentGroupName']}")
    if group is None:
        return
    last = {name: info[name] for name in ("deploymentId", "status", "createTime")}
    if "completeTime" in info:
        last["endTime"] = info["completeTime"]
    group["lastAttemptedDeployment"] = last
    if info["status"] == "Succeeded":
        group["lastSuccessfulDeployment"] = last


def _event(record: Record, name: str, status: str) -> None:
    for each in record["events"]:
        if each["lifecycleEventName"] == name and each["status"] != status:
            each["status"] = status
            each.setdefault("startTime", store.now())
            if status != "InProgress":
                each["endTime"] = store.now()


def _overview(status: str) -> dict[str, int]:
    kinds = ("Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Ready")
    return {kind: int(kind == status) for kind in kinds}


def _changed(record: Record) -> None:
    record["updated"] = store.now()
    saving.changed()
