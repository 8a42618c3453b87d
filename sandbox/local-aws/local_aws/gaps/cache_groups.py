"""Replication groups of Valkey and Redis OSS."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import elasticache

from local_aws.gaps import cache_nodes
from local_aws.patch import Response, complete, numbered, put, wrap


def replication_group_shape() -> None:
    """Shards, replicas and their zones: two shards are refused, zones ignored, and a resize leaves stale nodes.

    Its endpoints are localhost:6379 or a shared `redis`: possibly a server of the developer's own.
    """
    wrap(elasticache, "_create_replication_group", _create)
    wrap(elasticache, "_increase_replica_count", _change_replica_count)
    wrap(elasticache, "_decrease_replica_count", _change_replica_count)
    wrap(elasticache, "handle_request", _handle)


def replication_group_settings() -> None:
    """The KMS key, data tiering and the notification topic are forgotten; a modification changes half of the settings, no node's."""
    wrap(elasticache, "_modify_replication_group", _modify)
    complete(elasticache, "_rg_xml", _show)
    complete(elasticache, "_cluster_xml_inner", _show_cluster)


def replication_group_final_snapshot() -> None:
    """A final snapshot is asked for and not taken."""
    wrap(elasticache, "_delete_replication_group", _delete)


def _create(original: Any, p: Any) -> Response:
    """MiniStack makes the record with one node; the nodes are ours."""
    response = original({**p, "NumNodeGroups": ["1"], "NumCacheClusters": ["1"], "ReplicasPerNodeGroup": ["0"]})
    group = _group(p)
    if response[0] != 200 or group is None:
        return response
    group["ClusterEnabled"] = _is_clustered(p)
    group["ClusterMode"] = "enabled" if group["ClusterEnabled"] else "disabled"
    group["Port"] = int(elasticache._p(p, "Port") or 6379)
    group["KmsKeyId"] = elasticache._p(p, "KmsKeyId")
    group["DataTiering"] = "enabled" if elasticache._p(p, "DataTieringEnabled") == "true" else "disabled"
    group["NotificationConfiguration"] = notification(p)
    cache_nodes.build(group, _asked_shape(group, p))
    return _answer(p, group)


def _is_clustered(p: Any) -> bool:
    parameters = elasticache._param_group_params.get(elasticache._p(p, "CacheParameterGroupName"), {})
    return (
        int(elasticache._p(p, "NumNodeGroups") or 1) > 1
        or elasticache._p(p, "ClusterMode") == "enabled"
        or parameters.get("cluster-enabled", {}).get("Value") == "yes"
        or elasticache._p(p, "CacheParameterGroupName").endswith(".cluster.on")
    )


def _asked_shape(group: dict[str, Any], p: Any) -> cache_nodes.Shape:
    if shards := _configured_shards(p):
        return shards
    replicas = elasticache._p(p, "ReplicasPerNodeGroup") or int(elasticache._p(p, "NumCacheClusters") or 1) - 1
    shape = cache_nodes.spread(group, int(elasticache._p(p, "NumNodeGroups") or 1), int(replicas))
    if zones := _values(p, "PreferredCacheClusterAZs.AvailabilityZone.#"):
        shape[0][: len(zones)] = zones
    return shape


def _configured_shards(p: Any) -> cache_nodes.Shape:
    shards = []
    base = "NodeGroupConfiguration.NodeGroupConfiguration"
    for number, primary in enumerate(_values(p, f"{base}.#.PrimaryAvailabilityZone"), 1):
        replicas = _values(p, f"{base}.{number}.ReplicaAvailabilityZones.AvailabilityZone.#")
        shards.append([primary, *replicas])
    return shards


def _change_replica_count(original: Any, p: Any) -> Response:
    group = _group(p)
    if group is None:
        return original(p)
    old = cache_nodes.shape_of(group)
    target = int(elasticache._p(p, "NewReplicaCount") or 0) + 1
    wanted = cache_nodes.spread(group, len(old), target - 1)
    cache_nodes.build(group, [(zones + new[len(zones) :])[:target] for zones, new in zip(old, wanted, strict=True)])
    return _answer(p, group)


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    """Adds ModifyReplicationGroupShardConfiguration, which MiniStack does not know."""
    p = {**query, **elasticache.parse_qs(body.decode())}
    if elasticache._p(p, "Action") == "ModifyReplicationGroupShardConfiguration" and (group := _group(p)) is not None:
        old = cache_nodes.shape_of(group)
        count = int(elasticache._p(p, "NodeGroupCount"))
        wanted = cache_nodes.spread(group, count, len(old[0]) - 1)
        cache_nodes.build(group, (old + wanted[len(old) :])[:count])
        return _answer(p, group)
    return await original(method, path, headers, body, query)


def _modify(original: Any, p: Any) -> Response:
    response = original(p)
    group = _group(p)
    if response[0] != 200 or group is None:
        return response
    if groups := _values(p, "SecurityGroupIds.SecurityGroupId.#"):
        group["SecurityGroups"] = [{"SecurityGroupId": identity, "Status": "active"} for identity in groups]
    for name in ("PreferredMaintenanceWindow", "TransitEncryptionMode", "Engine"):
        if value := elasticache._p(p, name):
            group[name] = value
    for name in ("AutoMinorVersionUpgrade", "TransitEncryptionEnabled"):
        if value := elasticache._p(p, name):
            group[name] = value == "true"
    group["NotificationConfiguration"] = notification(p) or group.get("NotificationConfiguration")
    group["LogDeliveryConfigurations"] = changed_logs(p, group["LogDeliveryConfigurations"])
    cache_nodes.build(group, cache_nodes.shape_of(group))
    return _answer(p, group)


def notification(p: Any) -> dict[str, str] | None:
    """The notification settings of a request; None when it has none."""
    topic, status = elasticache._p(p, "NotificationTopicArn"), elasticache._p(p, "NotificationTopicStatus")
    return {"TopicArn": topic, "TopicStatus": status or "active"} if topic or status else None


def changed_logs(p: Any, current: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The log deliveries after a request, which names only what it turns on, changes or turns off."""
    base = "LogDeliveryConfigurations.LogDeliveryConfigurationRequest"
    named = _values(p, f"{base}.#.LogType")
    return [entry for entry in current if entry["LogType"] not in named] + elasticache._extract_log_delivery_configs(p)


def _show(fields: Element, group: dict[str, Any]) -> None:
    put(fields, "KmsKeyId", group.get("KmsKeyId") or None)
    put(fields, "DataTiering", group.get("DataTiering", "disabled"))


def _show_cluster(fields: Element, cluster: dict[str, Any]) -> None:
    put(fields, "NotificationConfiguration", cluster.get("NotificationConfiguration"))
    put(fields, "AutoMinorVersionUpgrade", cluster["AutoMinorVersionUpgrade"])


def _delete(original: Any, p: Any) -> Response:
    name = elasticache._p(p, "FinalSnapshotIdentifier")
    if name and _group(p) is not None:
        source = {"SnapshotName": [name], "ReplicationGroupId": p["ReplicationGroupId"]}
        taken: Response = elasticache._create_snapshot(source)
        if taken[0] != 200:
            return taken
    return original(p)


def _group(p: Any) -> dict[str, Any] | None:
    return elasticache._replication_groups.get(elasticache._p(p, "ReplicationGroupId"))


def _answer(p: Any, group: dict[str, Any]) -> Response:
    action = elasticache._p(p, "Action")
    content = f"<{action}Result><ReplicationGroup>{elasticache._rg_xml(group)}</ReplicationGroup></{action}Result>"
    return elasticache._xml(200, f"{action}Response", content)


def _values(p: Any, pattern: str) -> list[str]:
    return list(numbered(lambda key: str(elasticache._p(p, key)), pattern))
