"""Snapshots of serverless caches, and serverless caches that are made from snapshots.

Kept among the other snapshots, under a name that none of those can have, so that they are saved with them.
"""

import time
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import elasticache

from local_aws import background, saving
from local_aws.caches import running, stored
from local_aws.gaps.cache_snapshots import opened, time_text
from local_aws.patch import Response, render, wrap

Record = dict[str, Any]

_KEY = "serverless/"
_DAY = 24 * 3600


def serverless_snapshots() -> None:
    """A serverless cache has no snapshots: its operations are not known, and none is taken by itself or at its end."""
    wrap(elasticache, "handle_request", _handle)
    wrap(elasticache, "_delete_serverless_cache", _delete_cache)
    background.regularly(lambda: background.everywhere(elasticache._serverless_caches, _take_when_due))


def restored_serverless_cache() -> None:
    """A serverless cache cannot be made from a snapshot."""
    wrap(elasticache, "_create_serverless_cache", _restore)


def snapshot_of(arn: str) -> Record | None:
    """A snapshot of any kind of cache, by its ARN."""
    return next((each for each in elasticache._snapshots.values() if each["ARN"] == arn), None)


def serverless_snapshot(name: str) -> Record | None:
    found: Record | None = elasticache._snapshots.get(f"{_KEY}{name.lower()}")
    return found


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    p = {**query, **elasticache.parse_qs(body.decode())}
    action = elasticache._p(p, "Action")
    if action == "CreateServerlessCacheSnapshot":
        cache = elasticache._serverless_caches[elasticache._p(p, "ServerlessCacheName").lower()]
        return _one(action, take(cache, elasticache._p(p, "ServerlessCacheSnapshotName")))
    if action == "DeleteServerlessCacheSnapshot":
        snapshot = elasticache._snapshots.pop(f"{_KEY}{elasticache._p(p, 'ServerlessCacheSnapshotName').lower()}")
        stored.forget(snapshot)
        return _one(action, {**snapshot, "SnapshotStatus": "deleting"})
    if action == "DescribeServerlessCacheSnapshots":
        found = render({"ServerlessCacheSnapshots": [_shown(each) for each in _asked(p)]}, "ServerlessCacheSnapshot")
        return _answer(action, found)
    response: Response = await original(method, path, headers, body, query)
    return response


def take(cache: Record, name: str, kind: str = "manual") -> Record:
    """What the cache has saved becomes a snapshot."""
    arn = f"arn:aws:elasticache:{get_region()}:{get_account_id()}:serverlesscachesnapshot:{name.lower()}"
    snapshot: Record = {
        "SnapshotName": name.lower(),
        "SnapshotStatus": "available",
        "SnapshotSource": "automated" if kind == "automated" else "manual",
        "ARN": arn,
        "CreateTime": time.time(),
        "KmsKeyId": cache.get("KmsKeyId"),
        "ReplicationGroupId": "",
        "ServerlessCacheName": cache["ServerlessCacheName"],
        "Engine": cache["Engine"],
        "EngineVersion": cache["MajorEngineVersion"],
        "NodeSnapshots": [],
    }
    snapshot["_size"] = stored.take_snapshot(cache, snapshot)
    elasticache._snapshots[f"{_KEY}{name.lower()}"] = snapshot
    return snapshot


def _delete_cache(original: Any, p: Any) -> Response:
    """Its final snapshot is taken; its automatic ones stay until they expire."""
    name = elasticache._p(p, "FinalSnapshotName")
    cache = elasticache._serverless_caches.get(elasticache._p(p, "ServerlessCacheName").lower())
    if name and cache is not None:
        take(cache, name)
    response: Response = original({key: value for key, value in p.items() if key != "FinalSnapshotName"})
    return response


def _restore(original: Any, p: Any) -> Response:
    arns = elasticache._extract_configs(p, "SnapshotArnsToRestore", ("SnapshotArn", "member"))
    response: Response = original({key: p[key] for key in p if not key.startswith("SnapshotArnsToRestore")})
    cache = elasticache._serverless_caches.get(elasticache._p(p, "ServerlessCacheName").lower())
    if response[0] == 200 and cache is not None:
        for snapshot in filter(None, map(snapshot_of, arns)):
            stored.restore(snapshot, cache)
    return response


def _take_when_due(cache: Record) -> None:
    """One a day, at its time."""
    days, at, now = cache["SnapshotRetentionLimit"], cache.get("DailySnapshotTime"), time.time()
    taken = [each for each in _all() if each["ServerlessCacheName"] == cache["ServerlessCacheName"]]
    for snapshot in taken:
        if snapshot["SnapshotSource"] == "automated" and snapshot["CreateTime"] < now - days * _DAY:
            elasticache._snapshots.pop(f"{_KEY}{snapshot['SnapshotName']}")
            stored.forget(snapshot)
    # An hour, as the shortest window of a replication group.
    opens = opened(f"{at}-{(int(at[:2]) + 1) % 24:02}{at[2:]}", now) if at and days else None
    if opens is not None and not any(each["CreateTime"] >= opens for each in taken):
        running.keep(
            _take(
                cache, f"automatic.{cache['ServerlessCacheName']}-{time.strftime('%Y-%m-%d-%H-%M', time.gmtime(now))}"
            )
        )


async def _take(cache: Record, name: str) -> None:
    if server := running.cache_of(cache):
        await server.save()
    _, _, _, region, account, *_ = cache["ARN"].split(":")
    with request_scope(account, region):
        take(cache, name, "automated")
    saving.changed()


def _all() -> list[Record]:
    return [each for key, each in elasticache._snapshots.items() if key.startswith(_KEY)]


def _asked(p: Any) -> list[Record]:
    name, cache, kind = (
        elasticache._p(p, member) for member in ("ServerlessCacheSnapshotName", "ServerlessCacheName", "SnapshotType")
    )
    return [
        each
        for each in _all()
        if name.lower() in ("", each["SnapshotName"])
        and cache.lower() in ("", each["ServerlessCacheName"])
        and {"system": "automated", "user": "manual"}.get(kind, each["SnapshotSource"]) == each["SnapshotSource"]
    ]


def _shown(snapshot: Record) -> dict[str, Any]:
    return {
        "ServerlessCacheSnapshotName": snapshot["SnapshotName"],
        "ARN": snapshot["ARN"],
        "KmsKeyId": snapshot["KmsKeyId"],
        "SnapshotType": snapshot["SnapshotSource"],
        "Status": snapshot["SnapshotStatus"],
        "CreateTime": time_text(snapshot["CreateTime"]),
        "BytesUsedForCache": str(snapshot["_size"]),
        "ServerlessCacheConfiguration": {
            "ServerlessCacheName": snapshot["ServerlessCacheName"],
            "Engine": snapshot["Engine"],
            "MajorEngineVersion": snapshot["EngineVersion"],
        },
    }


def _one(action: str, snapshot: Record) -> Response:
    return _answer(action, render({"ServerlessCacheSnapshot": _shown(snapshot)}))


def _answer(action: str, content: str) -> Response:
    response: Response = elasticache._xml(200, f"{action}Response", f"<{action}Result>{content}</{action}Result>")
    return response
