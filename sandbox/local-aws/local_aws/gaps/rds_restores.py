"""Database instances that are made of a snapshot, or of backups that RDS keeps."""

import copy
import time
from collections.abc import Callable
from typing import Any

from ministack.services import rds

from local_aws.gaps.rds_instances import shown
from local_aws.patch import Response, add, wrap

Record = dict[str, Any]
Restored = Callable[[Record, Record], None]

_OF_THE_REQUEST = (
    *("AllocatedStorage", "AutoMinorVersionUpgrade", "AvailabilityZone", "BackupRetentionPeriod", "CACertificateIdentifier"),
    *("CopyTagsToSnapshot", "DBInstanceClass", "DBParameterGroupName", "DBSubnetGroupName", "DedicatedLogVolume"),
    *("DeletionProtection", "EnableIAMDatabaseAuthentication", "EngineLifecycleSupport", "Iops", "MaxAllocatedStorage"),
    *("MultiAZ", "NetworkType", "Port", "PreferredBackupWindow", "PubliclyAccessible", "StorageThroughput", "StorageType"),
)
"""What a restore has in common with a creation; lists apart."""

_LISTS = ("VpcSecurityGroupIds", "EnableCloudwatchLogsExports", "Tags")

_OF_THE_SOURCE = (
    *("AllocatedStorage", "BackupRetentionPeriod", "DBInstanceClass", "DBName", "Engine", "EngineVersion", "Iops"),
    *("KmsKeyId", "MasterUsername", "PreferredBackupWindow", "PreferredMaintenanceWindow", "StorageEncrypted"),
    *("StorageThroughput", "StorageType"),
)
"""What is the source's unless the request says otherwise; it cannot of its engine, names and key."""

_listeners: list[Restored] = []


def when_restored(listener: Restored) -> None:
    """Calls it with an instance that is made of another's data, and with the record of what that was taken from: a
    snapshot, or an instance."""
    _listeners.append(listener)


def snapshot_restores() -> None:
    """An instance of a snapshot has little of what the request says, nor windows, backups, key and password of the source."""
    wrap(rds, "_create_snapshot_internal", _remember)
    wrap(rds._ACTION_MAP, "RestoreDBInstanceFromDBSnapshot", _restore_snapshot)


def point_in_time_restores() -> None:
    """MiniStack cannot restore to a point in time, and drops the backups of a deleted instance that are to be kept.

    They are kept as a snapshot that RDS took, which has the instance's resource id.
    """
    add(rds._ACTION_MAP, "RestoreDBInstanceToPointInTime", _restore_backups)
    wrap(rds._ACTION_MAP, "DeleteDBInstance", _delete)


def backups_of(name: str, resource_id: str) -> Record:
    """What can be restored to a point in time: a living instance by its name or resource id, or the kept backups of one;
    empty where there is nothing."""
    if name:
        return dict(rds._instances.get(name, {}))
    records = [*rds._instances.values(), *(one for one in rds._snapshots.values() if one["SnapshotType"] == "automated")]
    return next((dict(one) for one in records if one["DbiResourceId"] == resource_id), {})


def _remember(original: Any, name: str, instance: Record) -> Record:
    snapshot: Record = original(name, instance)
    snapshot["_Instance"] = copy.deepcopy(instance)
    return snapshot


def _restore_snapshot(original: Any, p: Any) -> Response:
    snapshot = rds._snapshots.get(rds._p(p, "DBSnapshotIdentifier"))
    if snapshot is None or rds._p(p, "DBInstanceIdentifier") in rds._instances:
        return original(p)  # type: ignore[no-any-return]
    return _make(p, rds._p(p, "DBInstanceIdentifier"), snapshot)


def _restore_backups(p: Any) -> Response:
    name = rds._p(p, "TargetDBInstanceIdentifier")
    if name in rds._instances:
        return rds._error("DBInstanceAlreadyExists", f"DBInstance {name} already exists.", 400)  # type: ignore[no-any-return]
    return _make(p, name, backups_of(rds._p(p, "SourceDBInstanceIdentifier"), rds._p(p, "SourceDbiResourceId")))


def _make(p: Any, name: str, source: Record) -> Response:
    was = source.get("_Instance", source)
    made = {key: [_text(was[key])] for key in _OF_THE_SOURCE if was.get(key)}
    made |= {key: [rds._p(p, key)] for key in _OF_THE_REQUEST if rds._p(p, key)}
    made |= {key: value for key, value in p.items() if key.startswith(tuple(f"{each}." for each in _LISTS))}
    made |= {"DBInstanceIdentifier": [name], "MasterUserPassword": [was["_MasterUserPassword"]]}
    if "Port" not in made:
        made["Port"] = [_text(was["Endpoint"]["Port"])]
    response: Response = rds._ACTION_MAP["CreateDBInstance"]({**made, "Action": ["CreateDBInstance"]})
    if response[0] != 200:
        return response
    instance = rds._instances[name]
    for listener in _listeners:
        listener(instance, source)
    return shown(p, instance)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _delete(original: Any, p: Any) -> Response:
    instance = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
    response: Response = original(p)
    if instance is None or response[0] != 200:
        return response
    if rds._p(p, "DeleteAutomatedBackups") == "false" and instance["BackupRetentionPeriod"]:
        name = f"rds:{instance['DBInstanceIdentifier']}-{time.strftime('%Y-%m-%d-%H-%M', time.gmtime())}"
        rds._create_snapshot_internal(name, instance)["SnapshotType"] = "automated"
    return response
