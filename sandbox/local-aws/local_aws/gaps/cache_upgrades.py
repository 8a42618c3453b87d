"""Upgrades of replication groups that wait for their window."""

from typing import Any

from ministack.services import elasticache

from local_aws.gaps import cache_nodes
from local_aws.patch import Response, wrap

_LATER = ("Engine", "EngineVersion", "CacheParameterGroupName")


def waiting_upgrade() -> None:
    """A group has its new version and parameter group at once, also where ApplyImmediately is off.

    In AWS both wait for the maintenance window, so that the old parameter group cannot be deleted before.
    """
    wrap(elasticache, "_modify_replication_group", _modify)


def _modify(original: Any, p: Any) -> Response:
    name = elasticache._p(p, "ReplicationGroupId")
    before = dict(elasticache._replication_groups.get(name, {}))
    response = original(p)
    group = elasticache._replication_groups.get(name)
    waits = elasticache._p(p, "ApplyImmediately") != "true" and elasticache._p(p, "EngineVersion")
    if response[0] != 200 or group is None or not waits or group["EngineVersion"] == before["EngineVersion"]:
        return response
    group.update({key: before[key] for key in _LATER})
    cache_nodes.build(group, cache_nodes.shape_of(group))
    content = f"<ReplicationGroup>{elasticache._rg_xml(group)}</ReplicationGroup>"
    content = f"<ModifyReplicationGroupResult>{content}</ModifyReplicationGroupResult>"
    return elasticache._xml(200, "ModifyReplicationGroupResponse", content)
