"""What happens to the data and the server of an instance when RDS is called."""

import logging
from typing import Any

from ministack.services import rds

from local_aws.gaps import rds_restores
from local_aws.gaps.rds_instances import created_instance
from local_aws.patch import Response, wrap
from local_aws.postgres import databases
from local_aws.postgres.database import can_run

_FAILOVER_SECONDS = 2.0
"""A minute or two in AWS."""


def instance_servers() -> None:
    """Nothing runs for an instance, so nothing is deleted with it, and nothing says that nothing runs."""
    wrap(rds._ACTION_MAP, "CreateDBInstance", _create)
    wrap(rds._ACTION_MAP, "DeleteDBInstance", _delete)


def snapshot_data() -> None:
    """A snapshot holds no data."""
    wrap(rds, "_create_snapshot_internal", _copy)
    wrap(rds._ACTION_MAP, "DeleteDBSnapshot", _forget)


def restored_data() -> None:
    """A restored instance has none of the data. Those of a point in time are the source's as they are now."""
    rds_restores.when_restored(_fill)


def instance_reboots() -> None:
    """A reboot cuts no connection. With a failover nobody gets in for some seconds; the zones are not changed."""
    wrap(rds._ACTION_MAP, "RebootDBInstance", _reboot)
    wrap(rds, "_finish_instance_reboot", _restart)


def _create(original: Any, p: Any) -> Response:
    response: Response = original(p)
    instance = created_instance(p, response)
    if instance is not None and not can_run(instance):
        version = f"{instance['Engine']} {instance['EngineVersion']}"
        said = "the instance %s is an entry only: no %s runs here"
        logging.getLogger("local_aws").warning(said, instance["DBInstanceIdentifier"], version)
    return response


def _delete(original: Any, p: Any) -> Response:
    instance = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
    response: Response = original(p)
    if instance is not None and response[0] == 200:
        databases.delete(instance["DbiResourceId"])
    return response


def _copy(original: Any, name: str, instance: dict[str, Any]) -> dict[str, Any]:
    snapshot: dict[str, Any] = original(name, instance)
    snapshot[databases.COPY] = databases.snapshot(instance)
    return snapshot


def _fill(instance: dict[str, Any], source: dict[str, Any]) -> None:
    if "DBSnapshotIdentifier" in source:
        databases.restore(source.get(databases.COPY, ""), instance)
    else:
        copy = databases.snapshot(source)
        databases.restore(copy, instance)
        databases.forget(copy)


def _forget(original: Any, p: Any) -> Response:
    snapshot = rds._snapshots.get(rds._p(p, "DBSnapshotIdentifier"), {})
    response: Response = original(p)
    if response[0] == 200:
        databases.forget(snapshot.get(databases.COPY, ""))
    return response


def _reboot(original: Any, p: Any) -> Response:
    instance = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
    if instance is not None:
        instance["_FailsOver"] = rds._p(p, "ForceFailover") == "true"
    return original(p)  # type: ignore[no-any-return]


def _restart(original: Any, instance: dict[str, Any], cluster: Any) -> None:
    """In a thread of the reboot's own."""
    fails_over = instance.pop("_FailsOver", False)
    databases.restart(instance, _FAILOVER_SECONDS if fails_over else 0, at_once=fails_over)
    original(instance, cluster)
