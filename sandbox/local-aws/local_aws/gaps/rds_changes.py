"""Changes of database instances that take their time."""

import time
from typing import Any

from ministack.services import rds

from local_aws.gaps.rds_instances import created_instance
from local_aws.patch import Response, wrap

_STORAGE = ("AllocatedStorage", "Iops", "StorageThroughput", "StorageType")


def storage_changes() -> None:
    """Nobody remembers when an instance's storage has been changed, which AWS allows four times in 24 hours."""
    wrap(rds._ACTION_MAP, "ModifyDBInstance", _remember)


def _remember(original: Any, p: Any) -> Response:
    before = dict(rds._instances.get(rds._p(p, "DBInstanceIdentifier"), {}))
    response = original(p)
    instance = created_instance(p, response)
    if instance is not None and any(instance.get(name) != before.get(name) for name in _STORAGE):
        instance["_StorageChanges"] = [*before.get("_StorageChanges", []), time.time()]
    return response
