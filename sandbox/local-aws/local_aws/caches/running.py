"""Which caches there are, as ElastiCache's records say, and how they are found."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import elasticache

from local_aws.caches import binary, stored
from local_aws.caches.cache import Cache
from local_aws.caches.users import Record
from local_aws.reach import endpoints

Key = tuple[str, str, str, str]
"""Account, region, kind (`group` or `serverless`) and name."""

_LONGEST_SOCKET = 90
"""Of a Unix socket's path: macOS takes 103 characters."""

_caches: dict[Key, Cache] = {}
_tasks: set[asyncio.Task[None]] = set()
_sockets: Path | None = None
_is_open = False


def start(sockets: Path) -> None:
    """Caches can be found from now on."""
    global _sockets
    _sockets = sockets if binary.path() is not None else None
    endpoints.find_with(_find)


def open_all(state: Path) -> None:
    """There are caches from now on: once everything is read that was saved, since files of no record are deleted. On the event
    loop."""
    global _sockets, _is_open
    if _sockets is None:
        return
    stored.start(state, [record for store in _stores() for _, record in store.all_items()])
    if len(str(_sockets)) > _LONGEST_SOCKET - len("/0123456789ab.sock"):
        _sockets = Path(tempfile.mkdtemp(prefix="local-aws-"))
    shutil.rmtree(_sockets, ignore_errors=True)
    _sockets.mkdir(mode=0o700, parents=True)
    _is_open = True
    look()


def look() -> None:
    """Makes what is missing, ends what is no longer there, and tells the others who may sign in now."""
    if not _is_open:
        return
    wanted = _wanted()
    for key in [key for key, cache in _caches.items() if wanted.get(key) is not cache.record]:
        keep(_caches.pop(key).delete())
    for key, record in wanted.items():
        if key in _caches:
            keep(_caches[key].refresh())
            continue
        with request_scope(*key[:2]):
            assert _sockets is not None
            cache = _caches[key] = Cache(record, _sockets / f"{secrets.token_hex(6)}.sock")
        if cache.is_clustered():
            keep(_started(cache))


def cache_of(record: Record | None) -> Cache | None:
    """What stands for a record."""
    return next((cache for cache in _caches.values() if cache.record is record), None)


async def close() -> None:
    """Ends all of them, and keeps what they hold; no other starts."""
    global _is_open
    _is_open = False
    stopped = [cache.stop() for cache in _caches.values()]
    _caches.clear()
    await asyncio.gather(*stopped, *_tasks, return_exceptions=True)
    if _sockets is not None:
        shutil.rmtree(_sockets, ignore_errors=True)


def keep(work: Coroutine[Any, Any, None]) -> None:
    """Goes on with it beside whatever else happens."""
    task = asyncio.get_running_loop().create_task(work)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


def _stores() -> tuple[Any, ...]:
    return elasticache._replication_groups, elasticache._serverless_caches, elasticache._snapshots


def _wanted() -> dict[Key, Record]:
    found: dict[Key, Record] = {}
    for (account, region, name), group in list(elasticache._replication_groups.all_items()):
        if group["Engine"] in ("valkey", "redis"):
            found[account, region, "group", name] = group
    for (account, region, name), cache in list(elasticache._serverless_caches.all_items()):
        if cache["Engine"] in ("valkey", "redis"):
            found[account, region, "serverless", name] = cache
    return found


def _find(host: str, port: int) -> endpoints.Endpoint | str | None:
    if _sockets is None and host.endswith(".cache.amazonaws.com"):
        return "there is no Valkey for this machine: caches are entries only"
    for cache in _caches.values():
        for name, number, reads in cache.endpoints():
            if (name.lower(), number) == (host, port):
                with request_scope(cache.account, cache.region):
                    subnets, groups = cache.network()
                serve = partial(cache.serve, host, reads)
                return endpoints.Endpoint(cache.account, cache.region, subnets, groups, serve)
    return None


async def _started(cache: Cache) -> None:
    try:
        await cache.start()
    except OSError:
        pass  # the log says why
