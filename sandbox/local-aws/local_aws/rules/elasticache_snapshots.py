"""Rules of ElastiCache about snapshots, what is made from them, and failovers."""

from typing import Any

from ministack.services import elasticache

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.elasticache import engine_and_version
from local_aws.rules.offers import check_identifier, newer


@rule("elasticache", "CreateSnapshot", "DeleteReplicationGroup")
def snapshot_names(call: Call) -> None:
    """A snapshot has a name of its own: letters, digits and single hyphens, and begins with a letter.

    Source: Amazon ElastiCache API Reference, CreateSnapshot and DeleteReplicationGroup (SnapshotAlreadyExistsFault);
    ElastiCache User Guide, "Taking manual backups".
    """
    member = "SnapshotName" if call.operation == "CreateSnapshot" else "FinalSnapshotIdentifier"
    name = call.get(member)
    check_identifier(name, member, 255)
    if name is not None and name in elasticache._snapshots:
        raise Refusal("SnapshotAlreadyExistsFault", f"Snapshot {name} already exists")


@rule("elasticache", "CreateSnapshot")
def snapshot_sources(call: Call) -> None:
    """A snapshot is of one group or one cluster, which exists and is no Memcached; of a group in cluster mode, of the whole.

    Source: Amazon ElastiCache API Reference, CreateSnapshot and its errors; ElastiCache User Guide, "Snapshot and restore"
    (backup constraints).
    """
    group, cluster = call.get("ReplicationGroupId"), call.get("CacheClusterId")
    if bool(group) == bool(cluster):
        raise Refusal("InvalidParameterCombination", "Specify either a replication group or a cache cluster.")
    if group and group not in elasticache._replication_groups:
        raise Refusal("ReplicationGroupNotFoundFault", f"Replication group {group} not found", 404)
    if cluster:
        node = elasticache._clusters.get(cluster)
        if node is None:
            raise Refusal("CacheClusterNotFound", f"CacheCluster {cluster} not found", 404)
        if node["Engine"] == "memcached":
            raise Refusal("SnapshotFeatureNotSupportedFault", "Snapshots are not supported by engine memcached.")
        of = elasticache._replication_groups.get(node.get("ReplicationGroupId"), {})
        if of.get("ClusterEnabled"):
            raise Refusal(
                "SnapshotFeatureNotSupportedFault", "In cluster mode, a snapshot is of the replication group."
            )


@rule("elasticache", "CreateReplicationGroup")
def restored_groups(call: Call) -> None:
    """A group is made from a snapshot that exists, with an engine that reads it: never Redis OSS from Valkey, nor an older
    version. A snapshot of cluster mode needs cluster mode, and one with data tiering data tiering, and the other way round.
    Node types and the number of shards may differ.

    Source: Amazon ElastiCache API Reference, CreateReplicationGroup (SnapshotName); ElastiCache User Guide, "Restoring from a
    backup into a new cache" (important notes).
    """
    name = call.get("SnapshotName")
    if name is None:
        return
    snapshot = elasticache._snapshots.get(name)
    if snapshot is None:
        raise Refusal("SnapshotNotFoundFault", f"Snapshot {name} not found", 404)
    _check_engine(snapshot, *engine_and_version(call))
    clustered = call.get("NumNodeGroups", 1) > 1 or call.get("ClusterMode") == "enabled"
    if snapshot.get("_clustered") and not clustered:
        raise Refusal("InvalidParameterCombination", f"Snapshot {name} is of cluster mode, and this group is not.")
    if (snapshot.get("DataTiering") == "enabled") != bool(call.get("DataTieringEnabled")):
        raise Refusal("InvalidParameterCombination", f"Snapshot {name} and this group differ in data tiering.")


@rule("elasticache", "TestFailover")
def failovers(call: Call) -> None:
    """A shard that exists fails over, of a group that has automatic failover, and so a replica.

    Source: Amazon ElastiCache API Reference, TestFailover and its errors.
    """
    group = _group(call.get("ReplicationGroupId"))
    if not group:
        raise Refusal("ReplicationGroupNotFoundFault", "Replication group not found", 404)
    shards = {shard["NodeGroupId"]: shard for shard in group["NodeGroups"]}
    shard = shards.get(call.get("NodeGroupId"))
    if shard is None:
        raise Refusal("NodeGroupNotFoundFault", f"Node group {call.get('NodeGroupId')} not found", 404)
    if group["AutomaticFailover"] != "enabled" or len(shard["NodeGroupMembers"]) < 2:
        raise Refusal("InvalidReplicationGroupState", "Automatic failover is not enabled for the replication group.")


def _group(name: str) -> dict[str, Any]:
    return dict(elasticache._replication_groups.get(name, {}))


def _check_engine(snapshot: dict[str, Any], engine: str, version: str) -> None:
    kept, kept_version = snapshot["Engine"], str(snapshot["EngineVersion"])
    if (kept, engine) == ("valkey", "redis"):
        raise Refusal("InvalidParameterCombination", f"A snapshot of {kept} cannot be restored to {engine}.")
    if kept == engine and version and newer(kept_version, version):
        raise Refusal(
            "InvalidParameterCombination",
            f"A snapshot of {kept} {kept_version} cannot be restored to {engine} {version}.",
        )


@rule("elasticache", "CreateServerlessCacheSnapshot", "DeleteServerlessCacheSnapshot", "DeleteServerlessCache")
def serverless_snapshots(call: Call) -> None:
    """A snapshot of a serverless cache has a name of its own; it is of a cache that exists, and only one that exists is deleted.

    Source: Amazon ElastiCache API Reference, these operations and their errors.
    """
    name = call.get("FinalSnapshotName") or call.get("ServerlessCacheSnapshotName")
    exists = bool(name) and f"serverless/{name.lower()}" in elasticache._snapshots
    if call.operation == "DeleteServerlessCacheSnapshot":
        if not exists:
            raise Refusal("ServerlessCacheSnapshotNotFoundFault", f"Serverless cache snapshot {name} not found", 404)
        return
    cache = call.get("ServerlessCacheName", "")
    if cache.lower() not in elasticache._serverless_caches:
        raise Refusal("ServerlessCacheNotFoundFault", f"Serverless cache {cache} not found.", 404)
    if exists:
        raise Refusal("ServerlessCacheSnapshotAlreadyExistsFault", f"Serverless cache snapshot {name} already exists")


@rule("elasticache", "CreateServerlessCache")
def restored_serverless_caches(call: Call) -> None:
    """A serverless cache is made from snapshots that exist, of a serverless cache or of a replication group, with an engine that
    reads them: never Redis OSS from Valkey, nor an older major version.

    Source: Amazon ElastiCache API Reference, CreateServerlessCache (SnapshotArnsToRestore) and its errors; ElastiCache User Guide,
    "Restoring from a backup into a new cache".
    """
    engine, version = str(call.get("Engine", "")).lower(), str(call.get("MajorEngineVersion") or "")
    for arn in call.get("SnapshotArnsToRestore", []):
        snapshot = next((each for each in elasticache._snapshots.values() if each["ARN"] == arn), None)
        if snapshot is None:
            raise Refusal("InvalidParameterValue", f"Snapshot {arn} does not exist.")
        major = str(snapshot["EngineVersion"]).partition(".")[0]
        _check_engine({**snapshot, "EngineVersion": major}, engine, version)
