"""Rules of RDS about what goes together: versions and parameter groups, replicas and passwords, names and others."""

import re

from ministack.services import rds

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.offers import full_version, is_offered, major_of, newer, reachable
from local_aws.rules.rds import ENGINES, instance_of, origin, resulting


@rule("rds", "ModifyDBInstance")
def upgrades(call: Call) -> None:
    """A version only grows, to one that RDS offers and that came out no earlier; to a later major one by a flag, and never
    without a parameter group of the new family where the group is the user's own.

    Source: Amazon RDS API Reference, ModifyDBInstance (AllowMajorVersionUpgrade, EngineVersion) and UpgradeTarget; the
    messages: hashicorp/terraform#8468, terraform-aws-modules/terraform-aws-rds#627 and #435.
    """
    instance, wanted = instance_of(call), call.get("EngineVersion")
    engine = instance.get("Engine", "")
    if engine not in ENGINES or wanted is None:
        return
    version = str(instance["EngineVersion"])
    old, new = major_of(engine, version), major_of(engine, wanted)
    if old == new and (wanted == version or wanted == new or version == old):
        return
    backwards = newer(old, new) or (old == new and newer(version, wanted))
    if backwards or not is_offered(engine, wanted) or not reachable(engine, version, wanted):
        raise Refusal("InvalidParameterCombination", f"Cannot upgrade {engine} from {version} to {wanted}")
    if old == new:
        return
    if not call.get("AllowMajorVersionUpgrade"):
        raise Refusal(
            "InvalidParameterCombination",
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
        )
    group = instance["DBParameterGroups"][0]["DBParameterGroupName"]
    if not group.startswith("default.") and call.get("DBParameterGroupName") is None:
        raise Refusal(
            "InvalidParameterCombination",
            f"The current DB instance parameter group {group} is custom. You must explicitly specify a new DB "
            "parameter group, either default or custom, for the engine version upgrade.",
        )


@rule("rds", "ModifyDBInstance")
def replicas_first(call: Call) -> None:
    """Replicas are upgraded before their primary, but for a major upgrade of PostgreSQL, which takes them along and which
    none of them has by itself.

    Source: Amazon RDS User Guide, "Upgrades of the RDS for PostgreSQL DB engine" and "Upgrades of the RDS for MySQL DB
    engine"; the message: hashicorp/terraform-provider-aws#22107.
    """
    instance, wanted = instance_of(call), call.get("EngineVersion")
    engine = instance.get("Engine", "")
    if engine not in ENGINES or wanted is None:
        return
    wanted, version = full_version(engine, wanted), str(instance["EngineVersion"])
    if engine == "postgres" and major_of(engine, wanted) != major_of(engine, version):
        if instance["ReadReplicaSourceDBInstanceIdentifier"]:
            raise Refusal(
                "InvalidParameterCombination", "You can't upgrade a read replica to another major version by itself."
            )
        return
    replicas = instance["ReadReplicaDBInstanceIdentifiers"]
    behind = [name for name in replicas if newer(wanted, str(rds._instances[name]["EngineVersion"]))]
    if behind and newer(wanted, version):
        raise Refusal(
            "DBUpgradeDependencyFailure",
            f"One or more of the DB Instance's read replicas need to be upgraded: {', '.join(behind)}",
        )


@rule("rds", "CreateDBInstance", "ModifyDBInstance", "CreateDBInstanceReadReplica")
def parameter_group_family(call: Call) -> None:
    """The parameter group of an instance is there, and of the family of its engine version.

    Source: Amazon RDS User Guide, "Parameter groups for Amazon RDS"; the message:
    mattermost/mattermost-load-test-ng#707.
    """
    group = call.get("DBParameterGroupName")
    engine, version = resulting(call, "Engine", "EngineVersion", source=origin(call))
    if group is None or engine not in ENGINES:
        return
    found = rds._param_groups.get(group)
    if found is None and not group.startswith("default."):
        raise Refusal("DBParameterGroupNotFound", f"DBParameterGroup not found: {group}", 404)
    family = found["DBParameterGroupFamily"] if found else group.removeprefix("default.")
    needed = engine + major_of(engine, str(version)) if version else family
    if family != needed:
        raise Refusal(
            "InvalidParameterCombination",
            f"The parameter group {group} with DBParameterGroupFamily {family} can't be used for this instance. Use a "
            f"parameter group with DBParameterGroupFamily {needed}.",
        )


@rule("rds", "CreateDBInstanceReadReplica")
def replica_parameter_group(call: Call) -> None:
    """A replica of MySQL in its source's region starts with the source's parameter group; it takes another one later.

    Source: Amazon RDS API Reference, CreateDBInstanceReadReplica (DBParameterGroupName).
    """
    (engine,) = resulting(call, "Engine", source=origin(call))
    if engine == "mysql" and call.get("DBParameterGroupName"):
        raise Refusal(
            "InvalidParameterCombination",
            "Specifying a DB parameter group is not supported for same Region read replicas of engine mysql.",
        )


@rule("rds", "DeleteDBParameterGroup")
def parameter_group_in_use(call: Call) -> None:
    """A parameter group stays for as long as an instance has it, or will: one whose major upgrade waits for its window has
    its old group until then.

    Source: Amazon RDS API Reference, DeleteDBParameterGroup; the message: hashicorp/terraform-provider-aws#6448.
    """
    group = call.get("DBParameterGroupName")
    users = {each["DBParameterGroupName"] for one in rds._instances.values() for each in one["DBParameterGroups"]}
    if group in users | {one.get("_PendingParameterGroup") for one in rds._instances.values()}:
        raise Refusal(
            "InvalidDBParameterGroupState",
            f"One or more database instances are still members of this parameter group {group}, so the group cannot be "
            "deleted",
        )


@rule("rds", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def replicas(call: Call) -> None:
    """A primary has replicas or a password that RDS manages, not both; and it is backed up.

    Source: Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager" (limitations) and
    "Working with DB instance read replicas"; the message: terraform-aws-modules/terraform-aws-rds#532.
    """
    if call.operation == "ModifyDBInstance":
        if call.get("ManageMasterUserPassword") and instance_of(call).get("ReadReplicaDBInstanceIdentifiers"):
            raise Refusal(
                "InvalidParameterValue",
                "ManageMasterUserPassword isn't supported for a DB instance with read replicas.",
            )
        return
    source = instance_of(call, "SourceDBInstanceIdentifier")
    if source.get("MasterUserSecret"):
        raise Refusal(
            "InvalidParameterValue",
            f"Creating read replicas for source instance with engine {source['Engine']} where ManageMasterUserPassword "
            "is enabled is not supported.",
        )
    if source and not source["BackupRetentionPeriod"]:
        raise Refusal(
            "InvalidDBInstanceState",
            "Automated backups are not enabled for this database instance. To enable automated backups, use "
            "ModifyDBInstance to set the backup retention period to a non-zero value.",
        )


@rule("rds", "DeleteDBInstance")
def final_snapshots(call: Call) -> None:
    """A final snapshot has a name, which no other has; a replica takes none.

    Source: Amazon RDS API Reference, DeleteDBInstance (FinalDBSnapshotIdentifier, SkipFinalSnapshot) and its errors.
    """
    instance = instance_of(call)
    name, skipped = call.get("FinalDBSnapshotIdentifier"), call.get("SkipFinalSnapshot")
    if not instance or instance.get("DeletionProtection"):
        return
    if name and (skipped or instance["ReadReplicaSourceDBInstanceIdentifier"]):
        raise Refusal("InvalidParameterCombination", "FinalDBSnapshotIdentifier can not be specified here.")
    if not name and not skipped and not instance["ReadReplicaSourceDBInstanceIdentifier"]:
        raise Refusal(
            "InvalidParameterCombination",
            "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
        )
    if name in rds._snapshots:
        raise Refusal(
            "DBSnapshotAlreadyExists",
            f"Cannot create the snapshot because a snapshot with the identifier {name} already exists.",
        )


@rule("rds", "RebootDBInstance")
def failovers(call: Call) -> None:
    """Only an instance in several zones can be rebooted with a failover.

    Source: Amazon RDS API Reference, RebootDBInstance (ForceFailover), constraint.
    """
    instance = instance_of(call)
    if call.get("ForceFailover") and instance and not instance.get("MultiAZ"):
        raise Refusal(
            "InvalidParameterCombination",
            "You can't enable force failover if the instance isn't configured for Multi-AZ.",
        )


@rule("rds", "CreateDBSubnetGroup", "ModifyDBSubnetGroup")
def subnet_groups(call: Call) -> None:
    """The subnets of a group are in at least two zones.

    Source: Amazon RDS API Reference, CreateDBSubnetGroup, DBSubnetGroupDoesNotCoverEnoughAZs.
    """
    from ministack.services import ec2

    zones = {ec2._subnets[subnet]["AvailabilityZone"] for subnet in call.get("SubnetIds", []) if subnet in ec2._subnets}
    if len(zones) == 1:
        raise Refusal(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: "
            f"{', '.join(zones)}. Add subnets to cover at least 2 AZs.",
        )


@rule("rds", "RegisterDBProxyTargets")
def proxy_targets(call: Call) -> None:
    """A proxy stands before instances of its engine family.

    Source: Amazon RDS User Guide, "Creating a proxy for Amazon RDS" (engine family) and "Quotas and limitations".
    """
    family = rds._db_proxies.get(call.get("DBProxyName"), {}).get("EngineFamily")
    for name in call.get("DBInstanceIdentifiers", []):
        engine = rds._instances.get(name, {}).get("Engine")
        if family and engine in ENGINES and not re.match(engine, family.lower()):
            raise Refusal(
                "InvalidDBInstanceState", f"DB instance {name} of engine {engine} does not match the proxy's {family}"
            )
