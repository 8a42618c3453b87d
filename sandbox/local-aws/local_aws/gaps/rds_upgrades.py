"""Versions of database instances: they are full ones, and what waits for the maintenance window is done when it comes."""

import time
from collections.abc import Callable
from typing import Any

from ministack.services import rds

from local_aws import background
from local_aws.gaps.rds_instances import created_instance, shown, store_gp3_baseline
from local_aws.patch import Response, wrap
from local_aws.rules.offers import full_version, is_open, major_of, newer

Upgraded = Callable[[dict[str, Any], str], None]

_listeners: list[Upgraded] = []


def when_upgraded(listener: Upgraded) -> None:
    """Calls it with an instance that has another version than before, and with that one."""
    _listeners.append(listener)


def full_versions() -> None:
    """An instance that is made with a major version has that, where AWS gives it a minor one. Here it is the newest.

    So nothing shows what is stated as `17` to differ from what runs.
    """
    wrap(rds._ACTION_MAP, "CreateDBInstance", _create)
    wrap(rds._ACTION_MAP, "ModifyDBInstance", _name_in_full)


def waiting_changes() -> None:
    """What waits for the maintenance window waits for ever, a later request drops it, and the parameter group of a major
    upgrade does not wait at all.

    In AWS the instance keeps its old group until it is upgraded; a request that applies immediately applies all that waits.
    """
    wrap(rds._ACTION_MAP, "ModifyDBInstance", _modify)
    background.regularly(lambda: background.everywhere(rds._instances, _come))


def _create(original: Any, p: Any) -> Response:
    engine, version = rds._p(p, "Engine"), rds._p(p, "EngineVersion")
    return original({**p, "EngineVersion": [full_version(engine, version)]} if version else p)  # type: ignore[no-any-return]


def _name_in_full(original: Any, p: Any) -> Response:
    instance, wanted = rds._instances.get(rds._p(p, "DBInstanceIdentifier")), rds._p(p, "EngineVersion")
    if instance is None or not wanted:
        return original(p)  # type: ignore[no-any-return]
    full, has = full_version(instance["Engine"], wanted), instance["EngineVersion"]
    # "If you specify only a major version": to its minor one "if the current minor version is lower".
    return original({**p, "EngineVersion": [has if full != wanted and newer(has, full) else full]})  # type: ignore[no-any-return]


def _modify(original: Any, p: Any) -> Response:
    kept = rds._instances.get(rds._p(p, "DBInstanceIdentifier"), {})
    before, version = dict(kept), kept.get("EngineVersion")
    response = original(p)
    instance = created_instance(p, response)
    if instance is None:
        return response
    waiting = before["PendingModifiedValues"]
    if rds._p(p, "ApplyImmediately") == "true":
        asked = {name for name in waiting if rds._p(p, name)}
        instance["PendingModifiedValues"] = {name: value for name, value in waiting.items() if name not in asked}
        if rds._p(p, "DBParameterGroupName"):
            instance.pop("_PendingParameterGroup", None)
        _apply(instance, version)
        return shown(p, instance)
    waits = {**waiting, **instance["PendingModifiedValues"]}
    # What is asked to stay as it is no longer waits.
    instance["PendingModifiedValues"] = {name: value for name, value in waits.items() if instance.get(name) != value}
    upgrade = instance["PendingModifiedValues"].get("EngineVersion")
    if upgrade and major_of(instance["Engine"], upgrade) != major_of(instance["Engine"], instance["EngineVersion"]):
        if group := rds._p(p, "DBParameterGroupName"):
            instance["_PendingParameterGroup"] = group
        instance["DBParameterGroups"] = before["DBParameterGroups"]
    else:
        instance.pop("_PendingParameterGroup", None)
    return shown(p, instance)


def _come(instance: dict[str, Any]) -> None:
    """The window of an instance."""
    if instance.get("PendingModifiedValues") and is_open(instance["PreferredMaintenanceWindow"], time.time()):
        _apply(instance, instance["EngineVersion"])


def _apply(instance: dict[str, Any], version: Any) -> None:
    instance.update(instance["PendingModifiedValues"])
    instance["PendingModifiedValues"] = {}
    if group := instance.pop("_PendingParameterGroup", None):
        instance["DBParameterGroups"] = [{"DBParameterGroupName": group, "ParameterApplyStatus": "in-sync"}]
    store_gp3_baseline(instance)
    if instance["EngineVersion"] != version:
        _upgraded(instance, version)


def _upgraded(instance: dict[str, Any], old: str) -> None:
    for listener in _listeners:
        listener(instance, old)
    engine, version = instance["Engine"], instance["EngineVersion"]
    if engine != "postgres" or major_of(engine, old) == major_of(engine, version):
        return
    # Replicas of PostgreSQL go along, with the default parameter group of the version that they have then.
    for name in instance["ReadReplicaDBInstanceIdentifiers"]:
        replica = rds._instances[name]
        replica["EngineVersion"] = version
        group = f"default.postgres{major_of(engine, version)}"
        replica["DBParameterGroups"] = [{"DBParameterGroupName": group, "ParameterApplyStatus": "in-sync"}]
        for listener in _listeners:
            listener(replica, old)
