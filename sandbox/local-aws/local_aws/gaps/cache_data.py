"""What caches hold: servers run for them, see `caches`."""

from typing import Any

from ministack.services import elasticache

from local_aws.caches import running
from local_aws.patch import Response, wrap

_KEEPS = {
    "CreateSnapshot",
    "DeleteReplicationGroup",
    "CreateServerlessCacheSnapshot",
    "DeleteServerlessCache",
}
"""What takes a snapshot, or may."""


def running_caches() -> None:
    """Nothing listens for a cache, unless there is a container engine."""
    wrap(elasticache, "handle_request", _handle)
    wrap(elasticache, "reset", _reset)


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    p = {**query, **elasticache.parse_qs(body.decode())}
    action = elasticache._p(p, "Action")
    if action in _KEEPS and (cache := running.cache_of(record_of(p))) is not None:
        await cache.save()
    response: Response = await original(method, path, headers, body, query)
    if not action.startswith(("Describe", "List")):
        running.look()
    return response


def record_of(p: Any) -> dict[str, Any] | None:
    """The replication group, also by a node of it, or the serverless cache that a request names."""
    group = elasticache._p(p, "ReplicationGroupId")
    node = elasticache._clusters.get(elasticache._p(p, "CacheClusterId")) or {}
    serverless = elasticache._p(p, "ServerlessCacheName").lower()
    return elasticache._replication_groups.get(
        group or node.get("ReplicationGroupId", "")
    ) or elasticache._serverless_caches.get(serverless)


def _reset(original: Any) -> None:
    original()
    running.look()
