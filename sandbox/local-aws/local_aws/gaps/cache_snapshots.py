"""Snapshots of replication groups, and what is made from them."""

import time
from typing import Any
from xml.etree.ElementTree import Element

from ministack.core.responses import request_scope
from ministack.services import elasticache

from local_aws import background, saving
from local_aws.caches import running, stored
from local_aws.gaps.cache_data import record_of
from local_aws.patch import Response, complete, keep, put, wrap

Snapshot = dict[str, Any]

_SAME = (
    *("Engine", "EngineVersion", "CacheNodeType", "CacheParameterGroupName", "CacheSubnetGroupName", "Port"),
    *("AutoMinorVersionUpgrade", "SnapshotRetentionLimit", "SnapshotWindow", "PreferredMaintenanceWindow"),
    *("AutomaticFailover", "DataTiering"),
)
_SOURCES = {"system": "automated", "user": "manual"}
_DAY = 24 * 3600


def snapshot_data() -> None:
    """A snapshot holds nothing, and forgets what its group was like."""
    wrap(elasticache, "_create_snapshot", _create)
    wrap(elasticache, "_delete_snapshot", _delete)
    wrap(elasticache, "_describe_snapshots", _describe)
    complete(elasticache, "_snapshot_xml", _show)


def restored_group() -> None:
    """A group that is made from a snapshot is empty."""
    wrap(elasticache, "_create_replication_group", _restore)


def automatic_snapshots() -> None:
    """None is taken by itself, and those that ElastiCache took stay when their group goes."""
    wrap(elasticache, "_delete_replication_group", _delete_group)
    background.regularly(lambda: background.everywhere(elasticache._replication_groups, _take_when_due))


def _create(original: Any, p: Any) -> Response:
    response: Response = original(p)
    snapshot = elasticache._snapshots.get(elasticache._p(p, "SnapshotName"))
    group = record_of(p)
    if response[0] != 200 or snapshot is None or group is None:
        return response
    shards = group["NodeGroups"]
    snapshot.update({name: group.get(name) for name in _SAME})
    snapshot.update(NumNodeGroups=len(shards), KmsKeyId=elasticache._p(p, "KmsKeyId") or group.get("KmsKeyId"))
    snapshot["_clustered"] = group["ClusterEnabled"]
    size = stored.take_snapshot(group, snapshot)
    snapshot["NodeSnapshots"] = [
        {
            "CacheNodeId": "0001",
            "NodeGroupId": shard["NodeGroupId"],
            "CacheClusterId": shard["NodeGroupMembers"][-1]["CacheClusterId"],
            "SnapshotCreateTime": time_text(snapshot["CreateTime"]),
            "CacheSize": f"{size // 2**20} MB",
        }
        for shard in shards
    ]
    content = f"<CreateSnapshotResult><Snapshot>{elasticache._snapshot_xml(snapshot)}</Snapshot></CreateSnapshotResult>"
    return elasticache._xml(200, "CreateSnapshotResponse", content)


def _delete(original: Any, p: Any) -> Response:
    if snapshot := elasticache._snapshots.get(elasticache._p(p, "SnapshotName")):
        stored.forget(snapshot)
    response: Response = original(p)
    return response


def _describe(original: Any, p: Any) -> Response:
    source = _SOURCES.get(elasticache._p(p, "SnapshotSource"))
    return keep(
        original(p),
        "Snapshots",
        lambda each: (
            ":serverlesscachesnapshot:" not in (each.findtext("ARN") or "")
            and source in (None, each.findtext("SnapshotSource"))
        ),
    )


def _show(fields: Element, snapshot: Snapshot) -> None:
    for name in (*_SAME, "NumNodeGroups", "KmsKeyId"):
        if snapshot.get(name) is not None:
            put(fields, name, snapshot[name])
    for element, node in zip(fields.findall("NodeSnapshots/NodeSnapshot"), snapshot["NodeSnapshots"], strict=True):
        for name in ("NodeGroupId", "CacheClusterId"):
            put(element, name, node.get(name))


def _restore(original: Any, p: Any) -> Response:
    response: Response = original(p)
    group = elasticache._replication_groups.get(elasticache._p(p, "ReplicationGroupId"))
    snapshot = elasticache._snapshots.get(elasticache._p(p, "SnapshotName"))
    if response[0] == 200 and group is not None and snapshot is not None:
        stored.restore(snapshot, group)
    return response


def _delete_group(original: Any, p: Any) -> Response:
    response: Response = original(p)
    name = elasticache._p(p, "ReplicationGroupId")
    if response[0] == 200:
        for snapshot in _automatic_of(name):
            elasticache._delete_snapshot({"SnapshotName": [snapshot["SnapshotName"]]})
    return response


def _automatic_of(group: str) -> list[Snapshot]:
    """Source: ElastiCache User Guide, "Deleting a backup": they go with their group."""
    found = [each for each in elasticache._snapshots.values() if each["SnapshotSource"] == "automated"]
    return [each for each in found if each["ReplicationGroupId"] == group]


def _take_when_due(group: dict[str, Any]) -> None:
    """One a day, as its window opens; and none that is older than it is to be kept."""
    now, name, days = time.time(), group["ReplicationGroupId"], group["SnapshotRetentionLimit"]
    taken = _automatic_of(name)
    for snapshot in taken:
        if snapshot["CreateTime"] < now - days * _DAY:
            elasticache._delete_snapshot({"SnapshotName": [snapshot["SnapshotName"]]})
    opens = opened(group["SnapshotWindow"], now)
    if days and opens is not None and not any(each["CreateTime"] >= opens for each in taken):
        running.keep(_take(group, f"automatic.{name}-{time.strftime('%Y-%m-%d-%H-%M', time.gmtime(now))}"))


async def _take(group: dict[str, Any], name: str) -> None:
    _, _, _, region, account, *_ = group["ARN"].split(":")
    if cache := running.cache_of(group):
        await cache.save()
    with request_scope(account, region):
        elasticache._create_snapshot({"SnapshotName": [name], "ReplicationGroupId": [group["ReplicationGroupId"]]})
        if snapshot := elasticache._snapshots.get(name):
            snapshot["SnapshotSource"] = "automated"
    saving.changed()


def opened(window: str, now: float) -> float | None:
    """When the daily window opened that is open now."""
    if not window:
        return None
    first, last = (int(each[:2]) * 3600 + int(each[3:]) * 60 for each in window.split("-"))
    since = (now - first) % _DAY
    return now - since if since < (last - first) % _DAY else None


def time_text(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
