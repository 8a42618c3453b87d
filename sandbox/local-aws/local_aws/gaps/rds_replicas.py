"""Read replicas with settings of their own."""

from typing import Any

from ministack.services import rds

from local_aws.gaps.rds_instances import created_instance, shown, store_settings
from local_aws.patch import Response, wrap

_INHERITED = ("MultiAZ", "IAMDatabaseAuthenticationEnabled", "CopyTagsToSnapshot", "DeletionProtection")
"""Switches that MiniStack copies from the source although AWS leaves them off unless asked."""


def replica_settings() -> None:
    """A replica is a copy of its source: its own class, zone, parameter group, monitoring and backups are forgotten.

    The provider would replace a replica whose zone it does not find again.
    """
    wrap(rds._ACTION_MAP, "CreateDBInstanceReadReplica", _create)


def replica_departure() -> None:
    """A deleted replica stays in the list of its source's replicas."""
    wrap(rds._ACTION_MAP, "DeleteDBInstance", _delete)


def _create(original: Any, p: Any) -> Response:
    response = original(p)
    replica = created_instance(p, response)
    if replica is None:
        return response
    replica.update({key: False for key in _INHERITED})
    replica.update({key: "" for key in ("MonitoringRoleArn", "PerformanceInsightsKMSKeyId")})
    replica.update(
        BackupRetentionPeriod=0,
        MonitoringInterval=0,
        PerformanceInsightsEnabled=False,
        DatabaseInsightsMode="standard",
        PendingModifiedValues={},
    )
    for name in ("DBInstanceClass", "AvailabilityZone", "StorageType", "PreferredMaintenanceWindow"):
        if value := rds._p(p, name):
            replica[name] = value
    if group := rds._p(p, "DBParameterGroupName"):
        replica["DBParameterGroups"] = [{"DBParameterGroupName": group, "ParameterApplyStatus": "in-sync"}]
    if groups := rds._parse_member_list(p, "VpcSecurityGroupIds"):
        replica["VpcSecurityGroups"] = [{"VpcSecurityGroupId": group, "Status": "active"} for group in groups]
    if subnets := rds._p(p, "DBSubnetGroupName"):
        replica["DBSubnetGroup"] = rds._subnet_groups.get(subnets, replica["DBSubnetGroup"])
    replica["EnabledCloudwatchLogsExports"] = rds._parse_member_list(p, "EnableCloudwatchLogsExports")
    store_settings(replica, p)
    return shown(p, replica)


def _delete(original: Any, p: Any) -> Response:
    replica = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
    response = original(p)
    if replica is not None and response[0] == 200:
        source = rds._instances.get(replica["ReadReplicaSourceDBInstanceIdentifier"], {})
        if replica["DBInstanceIdentifier"] in source.get("ReadReplicaDBInstanceIdentifiers", []):
            source["ReadReplicaDBInstanceIdentifiers"].remove(replica["DBInstanceIdentifier"])
    return response
