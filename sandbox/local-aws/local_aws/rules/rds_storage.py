"""Rules of RDS about gp3 storage, which is what the platform's databases stand on."""

import time

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.rds import ENGINES, instance_of, origin, resulting

_STRIPED_FROM = 400
"""GiB from which on RDS stripes the volume, so that IOPS and throughput can be chosen."""

_SIZES = range(20, 65536 + 1)
_IOPS = range(12_000, 64_000 + 1)
_THROUGHPUT = range(500, 4_000 + 1)
_CHANGES_A_DAY = 4


@rule("rds", "CreateDBInstance", "ModifyDBInstance", "CreateDBInstanceReadReplica")
def sizes(call: Call) -> None:
    """20 GiB to 64 TiB; storage autoscaling has at least 10 % to grow by; and storage never shrinks.

    Source: Amazon RDS User Guide, "Amazon RDS DB instance storage" (gp3 storage) and "Managing capacity automatically
    with Amazon RDS storage autoscaling"; Amazon RDS API Reference, ModifyDBInstance (AllocatedStorage).
    """
    if not _is_gp3(call):
        return
    size, most = call.get("AllocatedStorage"), call.get("MaxAllocatedStorage")
    before = instance_of(call).get("AllocatedStorage", 0) if call.operation == "ModifyDBInstance" else 0
    if size is not None and size not in _SIZES:
        raise Refusal(
            "InvalidParameterValue",
            f"Invalid storage size for engine name {_engine(call)} and storage type gp3: {size}",
        )
    if size is not None and size < before:
        raise Refusal(
            "InvalidParameterValue",
            f"Requested storage size ({size}) cannot be less than the current storage size ({before}).",
        )
    allocated = size or before
    # The same as the size turns autoscaling off.
    if most is not None and allocated and most != allocated and most * 10 < allocated * 11:
        raise Refusal(
            "InvalidParameterCombination",
            f"Max storage size {most} must be at least 10% more than the allocated storage {allocated}",
        )


@rule("rds", "CreateDBInstance", "ModifyDBInstance", "CreateDBInstanceReadReplica")
def performance(call: Call) -> None:
    """Below 400 GiB, gp3 has 3,000 IOPS and 125 MiB/s, and nobody may say so. From there on a size is changed together
    with its IOPS, 12,000 to 64,000 and at most 500 a GiB; throughput is 500 to 4,000 MiB/s, at most a quarter of them.

    Source: Amazon RDS User Guide, "Amazon RDS DB instance storage" (gp3 storage); the messages, and that an instance
    that grows past 400 GiB keeps no 3,000 IOPS: hashicorp/terraform-provider-aws#28271, #28382 and #33512.
    """
    engine = _engine(call)
    if engine not in ENGINES or not _is_gp3(call):
        return
    size, iops, throughput = resulting(call, "AllocatedStorage", "Iops", "StorageThroughput", source=origin(call))
    stated = {name: call.get(name) for name in ("Iops", "StorageThroughput") if call.get(name) is not None}
    if (size or 0) < _STRIPED_FROM:
        if stated:
            raise Refusal(
                "InvalidParameterCombination",
                f"You can't specify IOPS or storage throughput for engine {engine} and a storage size less than 400.",
            )
        return
    if call.operation == "ModifyDBInstance" and _half_said(call):
        raise Refusal(
            "InvalidParameterCombination",
            "You must specify both the storage size and iops when modifying the storage size or iops on a DB instance "
            "that has iops.",
        )
    if "Iops" in stated and (iops not in _IOPS or iops > size * 500):
        raise Refusal(
            "InvalidParameterCombination", f"Invalid iops value for engine name {engine} and storage type gp3: {iops}"
        )
    if "StorageThroughput" in stated and throughput not in _THROUGHPUT:
        raise Refusal(
            "InvalidParameterCombination",
            f"Invalid storage throughput value for engine name {engine} and storage type gp3: {throughput}",
        )
    if stated and (throughput or 500) * 4 > (iops or 12_000):
        raise Refusal(
            "InvalidParameterCombination",
            f"The storage throughput to IOPS ratio {(throughput or 500) / (iops or 12_000):.3f} is more than 0.25",
        )


@rule("rds", "ModifyDBInstance")
def changes_a_day(call: Call) -> None:
    """Storage is changed at most four times in 24 hours.

    Source: Amazon RDS User Guide, "Modifying settings for General Purpose SSD (gp3) storage", note.
    """
    instance = instance_of(call)
    asked = ("AllocatedStorage", "Iops", "StorageThroughput", "StorageType")
    changed = any(call.get(name) is not None and call.get(name) != instance.get(name) for name in asked)
    recent = [moment for moment in instance.get("_StorageChanges", []) if moment > time.time() - 24 * 60 * 60]
    if changed and len(recent) >= _CHANGES_A_DAY:
        raise Refusal(
            "InvalidParameterCombination",
            "You can't currently modify the storage of this DB instance: it has been modified four times in 24 hours.",
        )


def _half_said(call: Call) -> bool:
    """Whether a call changes one of size and IOPS and leaves the other out."""
    instance = instance_of(call)
    size, iops = call.get("AllocatedStorage"), call.get("Iops")
    grown = size is not None and size != instance.get("AllocatedStorage")
    return (grown and iops is None) or (iops is not None and iops != instance.get("Iops") and size is None)


def _engine(call: Call) -> str:
    return str(resulting(call, "Engine", source=origin(call))[0])


def _is_gp3(call: Call) -> bool:
    return bool(resulting(call, "StorageType", source=origin(call))[0] == "gp3")
