"""Rules of ElastiCache about replication groups and clusters, which have nodes."""

from typing import Any

from ministack.services import elasticache

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.offers import check_identifier, check_windows, newer, offers, split_name

_CREATE = ("CreateReplicationGroup", "CreateCacheCluster")
_MODIFY = ("ModifyReplicationGroup", "ModifyCacheCluster")


def record_of(call: Call) -> dict[str, Any]:
    """The group or cluster that a call names; empty where there is none."""
    groups, clusters = elasticache._replication_groups, elasticache._clusters
    if call.operation.endswith("ReplicationGroup"):
        return dict(groups.get(call.get("ReplicationGroupId"), {}))
    return dict(clusters.get(call.get("CacheClusterId"), {}))


def engine_and_version(call: Call) -> tuple[str, str]:
    """Both as they are once the call is done; the version is empty where nobody says one."""
    found = record_of(call)
    engine = str(call.get("Engine", found.get("Engine", "redis"))).lower()
    changed = call.get("Engine") is not None and engine != found.get("Engine")
    return engine, str(call.get("EngineVersion", "" if changed else found.get("EngineVersion", "")))


def family_of(engine: str, version: str) -> str:
    """The parameter group family of a version: `valkey8`, `redis7`, `redis6.x`, `redis5.0`, `memcached1.6`."""
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0]
    if engine == "redis" and major == "6":
        return "redis6.x"
    return (
        f"{engine}{major}.{minor}"
        if engine == "memcached" or (engine == "redis" and int(major) < 6)
        else engine + major
    )


@rule("elasticache", *_CREATE, "CreateCacheParameterGroup", "CreateUserGroup", "CreateServerlessCache")
def identifiers(call: Call) -> None:
    """Names begin with a letter, have letters, digits and single hyphens, and end with none; 40 characters, 50 of
    clusters.

    Source: Amazon ElastiCache API Reference, CreateReplicationGroup (ReplicationGroupId), CreateCacheCluster
    (CacheClusterId) and CreateServerlessCache (ServerlessCacheName).
    """
    for member, longest in (("ReplicationGroupId", 40), ("CacheClusterId", 50), ("ServerlessCacheName", 40)):
        check_identifier(call.get(member), member, longest)
    if call.operation == "CreateCacheParameterGroup":
        check_identifier(call.get("CacheParameterGroupName"), "CacheParameterGroupName", 255)
    check_identifier(call.get("UserGroupId"), "UserGroupId", 40)


@rule("elasticache", *_CREATE, *_MODIFY)
def engine_versions(call: Call) -> None:
    """A version that ElastiCache offers with the engine, and never an older one than before: Memcached up to 1.6.22,
    Redis OSS up to 7.1, which only Valkey follows. A replication group is no Memcached, a single cluster no Valkey.

    Source: Amazon ElastiCache User Guide, "Supported engines and versions" and "Version Management for ElastiCache";
    AWS's answers to DescribeCacheEngineVersions, see infra/settings/aws-offers.json; the message:
    ministryofjustice/cloud-platform-environments#5753.
    """
    engine, version = engine_and_version(call)
    if engine not in (("redis", "valkey") if "Replication" in call.operation else ("redis", "memcached")):
        raise Refusal("InvalidParameterValue", f"Invalid value for parameter Engine: {engine}")
    if call.get("EngineVersion") is None and call.get("Engine") is None:
        return
    offered: list[str] = offers("elasticache")["versions"][engine]
    if version and version not in offered and (engine == "redis" or not newer(version, offered[-1])):
        raise Refusal("InvalidParameterCombination", f"Cannot find version {version} for {engine}")
    found = record_of(call)
    if found and found["Engine"] == engine and newer(found["EngineVersion"], version):
        raise Refusal("InvalidParameterValue", f"Cannot downgrade {engine} from {found['EngineVersion']} to {version}")
    if found and (found["Engine"], engine) == ("valkey", "redis") and not found["EngineVersion"].startswith("7."):
        raise Refusal(
            "InvalidParameterCombination", f"Cannot change valkey {found['EngineVersion']} to redis {version}"
        )


@rule("elasticache", *_CREATE, *_MODIFY)
def parameter_group_family(call: Call) -> None:
    """The parameter group is of the version's family.

    Source: hashicorp/terraform-provider-aws#7033 and #27748, `Expected a parameter group of family ... but found ...`.
    """
    engine, version = engine_and_version(call)
    group = elasticache._param_groups.get(call.get("CacheParameterGroupName"))
    if group is None or not version:
        return
    needed, found = family_of(engine, version), group["CacheParameterGroupFamily"]
    if found != needed:
        raise Refusal(
            "InvalidParameterCombination",
            f"Expected a parameter group of family {needed} but found one of family {found}",
        )


@rule("elasticache", "DeleteCacheParameterGroup")
def parameter_group_in_use(call: Call) -> None:
    """A parameter group stays for as long as a cache has it.

    Source: Amazon ElastiCache API Reference, DeleteCacheParameterGroup; the message:
    umotif-public/terraform-aws-elasticache-redis#49.
    """
    group = call.get("CacheParameterGroupName")
    used = {one.get("CacheParameterGroup", {}).get("CacheParameterGroupName") for one in elasticache._clusters.values()}
    used |= {one.get("CacheParameterGroupName") for one in elasticache._replication_groups.values()}
    if group in used:
        raise Refusal(
            "InvalidCacheParameterGroupState",
            f"One or more cache clusters are still members of this parameter group {group}, so the group cannot be "
            "deleted.",
        )


@rule("elasticache", *_CREATE, *_MODIFY)
def node_types(call: Call) -> None:
    """Nodes are of a type that exists.

    Source: Amazon ElastiCache User Guide, "Supported node types", and AWS's price list, see
    infra/settings/aws-offers.json.
    """
    name = call.get("CacheNodeType")
    family, size = split_name(name or "", "cache")
    if name is not None and size not in offers("elasticache")["nodeTypes"].get(family, []):
        raise Refusal("InvalidParameterValue", f"The parameter CacheNodeType has an invalid value: {name}")


@rule("elasticache", *_CREATE)
def data_tiering(call: Call) -> None:
    """Nodes of r6gd, and no others, keep data on disks too, which has to be asked for; a single cluster cannot ask.

    Source: Amazon ElastiCache API Reference, CreateReplicationGroup (DataTieringEnabled); the message:
    cloudposse/terraform-aws-elasticache-redis#157.
    """
    node_type, wanted = call.get("CacheNodeType", ""), call.get("DataTieringEnabled", False)
    has_disks = node_type.startswith("cache.r6gd.")
    if has_disks and not wanted:
        message = f"When using the {node_type} node type, you must enable data tiering."
        raise Refusal("InvalidParameterCombination", message)
    if wanted and node_type and not has_disks:
        raise Refusal("InvalidParameterCombination", f"Data tiering is not supported by node type {node_type}.")


@rule("elasticache", "CreateReplicationGroup")
def shapes(call: Call) -> None:
    """Failover and Multi-AZ need a replica; a shard has at most five; a group has at most 500 shards and 500 nodes.

    Source: Amazon ElastiCache API Reference, CreateReplicationGroup (AutomaticFailoverEnabled, MultiAZEnabled,
    NumCacheClusters, ReplicasPerNodeGroup, NumNodeGroups).
    """
    shards = call.get("NumNodeGroups", 1)
    replicas = call.get("ReplicasPerNodeGroup", call.get("NumCacheClusters", 1) - 1)
    configured = call.get("NodeGroupConfiguration")
    if replicas > 5:
        raise Refusal("InvalidParameterValue", f"The number of replicas per node group must be 0 to 5, not {replicas}")
    if shards > 500 or shards * (replicas + 1) > 500:
        raise Refusal("NodeGroupsPerReplicationGroupQuotaExceeded", "A replication group has at most 500 nodes")
    if (shards > 1 or call.get("ClusterMode") == "enabled") and not call.get("AutomaticFailoverEnabled"):
        raise Refusal("InvalidParameterCombination", "Must enable automatic failover with cluster mode enabled.")
    if call.get("MultiAZEnabled") and not call.get("AutomaticFailoverEnabled"):
        raise Refusal("InvalidParameterCombination", "Must enable automatic failover to enable Multi-AZ.")
    if call.get("AutomaticFailoverEnabled") and replicas < 1 and not configured and shards == 1:
        raise Refusal("InvalidParameterValue", "Must specify at least two cache clusters in order to auto failover.")
    if call.get("MultiAZEnabled") and replicas < 1 and not configured:
        raise Refusal(
            "InvalidParameterValue", "Must have at least one replica per node group in order to enable Multi-AZ."
        )


@rule("elasticache", "CreateCacheCluster")
def memcached_clusters(call: Call) -> None:
    """TLS comes with Memcached 1.6.12; nodes in several zones are at least two; a cluster has at most 60 nodes.

    Source: Amazon ElastiCache User Guide, "ElastiCache in-transit encryption (TLS)" (Memcached 1.6.12 and later);
    Amazon ElastiCache API Reference, CreateCacheCluster (AZMode, NumCacheNodes).
    """
    engine, version = engine_and_version(call)
    if engine != "memcached":
        return
    if call.get("TransitEncryptionEnabled") and version and newer("1.6.12", version):
        raise Refusal(
            "InvalidParameterCombination",
            f"Encryption feature is not supported for engine memcached of version {version}.",
        )
    nodes = call.get("NumCacheNodes", 1)
    if call.get("AZMode") == "cross-az" and nodes < 2:
        raise Refusal("InvalidParameterCombination", "AZMode cross-az requires more than one cache node")
    if nodes > 60:
        raise Refusal("NodeQuotaForClusterExceeded", f"A Memcached cluster has 1 to 60 nodes, not {nodes}")


@rule("elasticache", *_CREATE, *_MODIFY)
def snapshots_and_windows(call: Call) -> None:
    """Snapshots are kept for at most 35 days; windows last 60 minutes and do not overlap.

    Source: Amazon ElastiCache API Reference, CreateReplicationGroup (SnapshotRetentionLimit, SnapshotWindow,
    PreferredMaintenanceWindow).
    """
    days = call.get("SnapshotRetentionLimit", 0)
    if not 0 <= days <= 35:
        raise Refusal("InvalidParameterValue", f"SnapshotRetentionLimit must be 0 to 35, not {days}")
    weekly, daily = call.get("PreferredMaintenanceWindow"), call.get("SnapshotWindow")
    if weekly or daily:
        found = record_of(call)
        check_windows(
            weekly or found.get("PreferredMaintenanceWindow"), daily or found.get("SnapshotWindow"), 60, "snapshot"
        )
