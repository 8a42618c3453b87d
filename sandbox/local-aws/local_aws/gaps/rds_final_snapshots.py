"""Final snapshots, which AWS asks for and never overwrites."""

from typing import Any

from ministack.services import rds

from local_aws.patch import Response, wrap


def final_snapshot_names() -> None:
    """DeleteDBInstance takes no notice of a missing final snapshot name, and overwrites the snapshot of a used one.

    A stack that was destroyed before would seem to be destroyed again without trouble.
    """
    wrap(rds._ACTION_MAP, "DeleteDBInstance", _delete)


def _delete(original: Any, p: Any) -> Response:
    instance = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
    name = rds._p(p, "FinalDBSnapshotIdentifier")
    is_wanted = instance is not None and rds._p(p, "SkipFinalSnapshot") != "true"
    if is_wanted and not instance.get("DeletionProtection") and not instance["ReadReplicaSourceDBInstanceIdentifier"]:
        if not name:
            message = "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            return rds._error("InvalidParameterCombination", message, 400)
        if name in rds._snapshots:
            message = f"Cannot create the snapshot because a snapshot with the identifier {name} already exists."
            return rds._error("DBSnapshotAlreadyExists", message, 400)
    return original(p)
