"""Failovers of replication groups."""

from typing import Any

from ministack.services import elasticache

from local_aws.caches import running
from local_aws.patch import Response, wrap


def test_failover() -> None:
    """TestFailover is not known."""
    wrap(elasticache, "handle_request", _handle)


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    p = {**query, **elasticache.parse_qs(body.decode())}
    response: Response = (
        _fail_over(p)
        if elasticache._p(p, "Action") == "TestFailover"
        else await original(method, path, headers, body, query)
    )
    return response


def _fail_over(p: Any) -> Response:
    """The first replica of a shard becomes its primary, under its own name; connections are cut. The rules have been asked
    (`rules.elasticache_failover`)."""
    group = elasticache._replication_groups[elasticache._p(p, "ReplicationGroupId")]
    shard = next(each for each in group["NodeGroups"] if each["NodeGroupId"] == elasticache._p(p, "NodeGroupId"))
    members = shard["NodeGroupMembers"]
    old = next(each for each in members if each["CurrentRole"] == "primary")
    new = next(each for each in members if each["CurrentRole"] != "primary")
    old["CurrentRole"], new["CurrentRole"] = "replica", "primary"
    text = f"Failover from primary node {old['CacheClusterId']} to replica node {new['CacheClusterId']} completed"
    elasticache._record_event(group["ReplicationGroupId"], "replication-group", text)
    if cache := running.cache_of(group):
        running.keep(cache.fail_over())
    content = f"<ReplicationGroup>{elasticache._rg_xml(group)}</ReplicationGroup>"
    return elasticache._xml(200, "TestFailoverResponse", f"<TestFailoverResult>{content}</TestFailoverResult>")
