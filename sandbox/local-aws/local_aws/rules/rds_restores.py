"""Rules of RDS about what instances are restored from, and what stays as it was there."""

import time
from datetime import datetime
from typing import Any

from ministack.services import rds

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.gaps.rds_restores import backups_of
from local_aws.permissions.verdicts import usable_key
from local_aws.rules.offers import major_of
from local_aws.rules.rds import ENGINES


def _source(call: Call) -> dict[str, Any]:
    """What is restored; empty where there is none."""
    if call.operation == "RestoreDBInstanceFromDBSnapshot":
        return dict(rds._snapshots.get(call.get("DBSnapshotIdentifier"), {}))
    return backups_of(call.get("SourceDBInstanceIdentifier", ""), call.get("SourceDbiResourceId", ""))


@rule("rds", "RestoreDBInstanceToPointInTime")
def points_in_time(call: Call) -> None:
    """A restore says which instance's backups, living or deleted, and one moment: the latest, or one that they have.

    Source: Amazon RDS API Reference, RestoreDBInstanceToPointInTime (parameters, errors) and DBInstance
    (LatestRestorableTime); RDS User Guide, "Restoring a DB instance to a specified time" (within the last 5 minutes).
    """
    name, resource = call.get("SourceDBInstanceIdentifier"), call.get("SourceDbiResourceId")
    if (name is None) == (resource is None):
        raise Refusal(
            "InvalidParameterCombination",
            "One of SourceDBInstanceIdentifier, SourceDbiResourceId, and SourceDBInstanceAutomatedBackupsArn is required.",
        )
    source = _source(call)
    if not source and name is not None:
        raise Refusal("DBInstanceNotFound", f"DBInstance {name} not found.", 404)
    if not source:
        raise Refusal("DBInstanceAutomatedBackupNotFound", f"No automated backups of {resource} were found.", 404)
    moment, latest = call.get("RestoreTime"), call.get("UseLatestRestorableTime")
    if (moment is None) == (not latest):
        raise Refusal(
            "InvalidParameterCombination", "Either RestoreTime or UseLatestRestorableTime is required, and not both."
        )
    instance = source.get("_Instance", source)
    if not instance["BackupRetentionPeriod"]:
        raise Refusal("PointInTimeRestoreNotEnabled", f"Automated backups are not enabled for {name or resource}.")
    if moment is not None:
        made, wanted = (
            datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (instance["InstanceCreateTime"], moment)
        )
        # To the second, as RDS has them.
        if not int(made.timestamp()) <= wanted.timestamp() <= time.time():
            raise Refusal(
                "InvalidParameterValue",
                f"The specified instance cannot be restored to {moment}: it is not between the earliest and the latest "
                "restorable time.",
            )


@rule("rds", "RestoreDBInstanceFromDBSnapshot", "RestoreDBInstanceToPointInTime")
def what_stays(call: Call) -> None:
    """A restored instance has the engine, major version and database of its source, and no less storage.

    Source: Amazon RDS API Reference, RestoreDBInstanceFromDBSnapshot and RestoreDBInstanceToPointInTime (DBName,
    DBParameterGroupName, Engine, AllocatedStorage); RDS User Guide, "Restoring to a DB instance" (parameter groups).
    """
    source = _source(call)
    engine = source.get("Engine", "")
    if engine not in ENGINES:
        return
    if call.get("DBName") is not None:
        raise Refusal("InvalidParameterValue", "DBName must be null when Restoring for this Engine.")
    if call.get("Engine", engine) != engine:
        raise Refusal("InvalidParameterCombination", f"{call.get('Engine')} is not compatible with {engine}.")
    if call.get("AllocatedStorage", source["AllocatedStorage"]) < source["AllocatedStorage"]:
        raise Refusal(
            "InvalidParameterValue",
            f"Requested storage size ({call.get('AllocatedStorage')}) cannot be less than the current storage size "
            f"({source['AllocatedStorage']}).",
        )
    group, needed = call.get("DBParameterGroupName"), engine + major_of(engine, str(source["EngineVersion"]))
    if group is None:
        return
    found = rds._param_groups.get(group)
    if found is None and not group.startswith("default."):
        raise Refusal("DBParameterGroupNotFound", f"DBParameterGroup not found: {group}", 404)
    family = found["DBParameterGroupFamily"] if found else group.removeprefix("default.")
    if family != needed:
        raise Refusal(
            "InvalidParameterCombination",
            f"The parameter group {group} with DBParameterGroupFamily {family} can't be used for this instance. Use a "
            f"parameter group with DBParameterGroupFamily {needed}.",
        )


@rule("rds", "RestoreDBInstanceFromDBSnapshot", "RestoreDBInstanceToPointInTime")
def keys(call: Call) -> None:
    """What is encrypted is restored with its key, which has to be there and enabled.

    Source: RDS User Guide, "AWS KMS key management"; API Reference, RestoreDBInstanceFromDBSnapshot
    (KMSKeyNotAccessibleFault).
    """
    name = _source(call).get("KmsKeyId")
    if name and not name.rpartition(":")[2].startswith("alias/aws/") and usable_key(name) is None:
        raise Refusal(
            "KMSKeyNotAccessibleFault",
            f"The specified KMS key [{name}] does not exist, is not enabled or you do not have permissions to access it.",
        )
