"""The nodes of a replication group: how many, in which shards, in which zones, under which names."""

import hashlib
import time
from typing import Any

from ministack.services import elasticache

Shape = list[list[str]]
"""For each shard the zones of its nodes, the primary's first."""


def shape_of(group: dict[str, Any]) -> Shape:
    return [[m["PreferredAvailabilityZone"] for m in shard["NodeGroupMembers"]] for shard in group["NodeGroups"]]


def spread(group: dict[str, Any], shards: int, replicas: int) -> Shape:
    """Shards whose nodes go round the zones of the group's subnets, as AWS places them when it is not told."""
    zones = zones_of(group["CacheSubnetGroupName"])
    return [[zones[(shard + node) % len(zones)] for node in range(replicas + 1)] for shard in range(shards)]


def zones_of(subnet_group: str) -> list[str]:
    subnets = elasticache._subnet_groups.get(subnet_group, {}).get("Subnets", [])
    zones = {subnet["SubnetAvailabilityZone"]["Name"] for subnet in subnets}
    return sorted(zones) or [f"{elasticache.get_region()}{letter}" for letter in "abc"]


def build(group: dict[str, Any], shape: Shape) -> None:
    """Gives the group exactly the nodes of `shape`, and their cache clusters the group's settings."""
    port = group["Port"]
    clustered = group["ClusterEnabled"]
    group["NodeGroups"] = [_shard(group, number, zones) for number, zones in enumerate(shape, 1)]
    group["ConfigurationEndpoint"] = {"Address": host(group, "clustercfg"), "Port": port} if clustered else None
    names = [member["CacheClusterId"] for shard in group["NodeGroups"] for member in shard["NodeGroupMembers"]]
    for name in set(group["MemberClusters"]) - set(names):
        gone = elasticache._clusters.pop(name, {})
        elasticache._tags.pop(gone.get("CacheClusterArn", ""), None)
    group["MemberClusters"] = names
    for shard in group["NodeGroups"]:
        for member in shard["NodeGroupMembers"]:
            _write_cluster(group, member)


def host(record: dict[str, Any], role: str) -> str:
    """A name in the form that AWS gives; it resolves nowhere, since nothing listens."""
    identity = hashlib.sha256(record["ARN"].encode()).hexdigest()[:6]
    name = record["ReplicationGroupId"]
    return f"{role}.{name}.{identity}.{region_code()}.cache.amazonaws.com"


def region_code() -> str:
    """`euw1` for `eu-west-1`."""
    area, *directions, number = elasticache.get_region().split("-")
    return area + "".join(direction[0] for direction in directions) + number


def _shard(group: dict[str, Any], number: int, zones: list[str]) -> dict[str, Any]:
    prefix = f"{group['ReplicationGroupId']}-{number:04d}" if group["ClusterEnabled"] else group["ReplicationGroupId"]
    return {
        "NodeGroupId": f"{number:04d}",
        "Status": "available",
        "PrimaryEndpoint": {"Address": host(group, "master"), "Port": group["Port"]},
        "ReaderEndpoint": {"Address": host(group, "replica"), "Port": group["Port"]},
        "NodeGroupMembers": [
            {
                "CacheClusterId": f"{prefix}-{node:03d}",
                "CacheNodeId": "0001",
                "CurrentRole": "primary" if node == 1 else "replica",
                "PreferredAvailabilityZone": zone,
                "ReadEndpoint": {"Address": host(group, f"{prefix}-{node:03d}"), "Port": group["Port"]},
            }
            for node, zone in enumerate(zones, 1)
        ],
    }


def _write_cluster(group: dict[str, Any], member: dict[str, Any]) -> None:
    name = member["CacheClusterId"]
    arn = elasticache._arn_cluster(name)
    created = elasticache._clusters.get(name, {}).get("CacheClusterCreateTime", time.time())
    same = (
        "Engine",
        "EngineVersion",
        "CacheNodeType",
        "CacheSubnetGroupName",
        "AutoMinorVersionUpgrade",
        "SecurityGroups",
        "ReplicationGroupId",
        "SnapshotRetentionLimit",
        "SnapshotWindow",
        "PreferredMaintenanceWindow",
        "LogDeliveryConfigurations",
        "NotificationConfiguration",
        "AtRestEncryptionEnabled",
        "AuthTokenEnabled",
        "TransitEncryptionEnabled",
        "TransitEncryptionMode",
    )
    elasticache._clusters[name] = {
        **{key: group[key] for key in same},
        "CacheClusterId": name,
        "CacheClusterArn": arn,
        "CacheClusterStatus": "available",
        "CacheClusterCreateTime": created,
        "NumCacheNodes": 1,
        "PreferredAvailabilityZone": member["PreferredAvailabilityZone"],
        "CacheParameterGroup": {
            "CacheParameterGroupName": group["CacheParameterGroupName"],
            "ParameterApplyStatus": "in-sync",
        },
        "CacheNodes": [
            {
                "CacheNodeId": "0001",
                "CacheNodeStatus": "available",
                "CacheNodeCreateTime": created,
                "Endpoint": member["ReadEndpoint"],
                "ParameterGroupStatus": "in-sync",
                "SourceCacheNodeId": "",
            }
        ],
        "_docker_container_id": None,
        "_endpoint": member["ReadEndpoint"],
    }
    elasticache._tags[arn] = elasticache._copy_tag_list(elasticache._tags.get(group["ARN"], []))
