"""Which instances have data and a server.

Servers are started by the first connection and end with the local AWS; data stay until their instance is deleted, and
copies of snapshots until their snapshot is.
"""

import asyncio
import hashlib
import itertools
import os
import shutil
import tempfile
import uuid
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from ministack.services import rds

from local_aws.postgres import clusters, process
from local_aws.postgres.database import STARTING, Database, Record, Unavailable, can_run

COPY = "_Copy"
"""What `snapshot` gave, in the record of a snapshot."""

_LONGEST_FOLDER = 80
"""Of a socket's path there are 103 characters on macOS, and 107 on Linux."""

_T = TypeVar("_T")

_databases: dict[str, Database] = {}
"""By resource id."""
_ports = itertools.count(1)
"""Parts of the names of sockets: no port is opened."""
_gone: set[str] = set()
"""Those that had no instance when they were last looked at."""
_changing: set[Database] = set()
_tasks: set[asyncio.Task[Any]] = set()
_home: Path | None = None
_sockets: Path | None = None
_loop: asyncio.AbstractEventLoop | None = None


def start(home: Path, sockets: Path) -> None:
    """Servers run from now on, with data in the one folder and sockets in the other. From within the event loop."""
    global _home, _loop, _sockets
    _home, _loop = home, asyncio.get_running_loop()
    _sockets = _made(sockets)


def find(account: str, region: str, name: str) -> Database | None:
    """Of an instance; None where there is none, or it is an entry only."""
    record = rds._instances.get_scoped(account, region, name)
    return None if record is None else of(record)


def of(record: Record) -> Database | None:
    """By an instance's record, which may be gone; None where it is an entry only."""
    if _home is None or _sockets is None or not can_run(record):
        return None
    _, _, _, region, account, *_ = record["DBInstanceArn"].split(":")
    resource = record["DbiResourceId"]
    if resource not in _databases:
        _databases[resource] = Database(account, region, record, _home / resource, _sockets, next(_ports))
    return _databases[resource]


async def opened(database: Database) -> process.Server:
    """Its server, once it takes connections. Goes on to start where its caller gives up.

    Raises Unavailable.
    """
    return await asyncio.shield(_do(_opened(database)))


async def _opened(database: Database) -> process.Server:
    name = database.record()["ReadReplicaSourceDBInstanceIdentifier"]
    if not name:
        return await database.opened(None)
    source = find(database.account, database.region, name)
    if source is None:
        raise Unavailable(STARTING)
    return await database.opened(await _opened(source))


def snapshot(record: Record) -> str:
    """Copies the data of an instance: what `restore` takes. Empty where it has none yet. Blocks, from a thread."""
    database = of(record)
    if database is None:
        return ""
    copy = uuid.uuid4().hex
    return copy if wait(database.copy_to(_copies() / copy)) else ""


def restore(copy: str, record: Record) -> None:
    """A new instance starts with what `snapshot` has copied. Blocks, from a thread."""
    database = of(record)
    if database is not None and copy and (_copies() / copy).exists():
        wait(database.take(_copies() / copy))


def restart(record: Record, seconds: float, *, at_once: bool) -> None:
    """Cuts all connections of an instance, and lets it be reached again after some seconds. Blocks, from a thread."""
    database = of(record)
    if database is not None:
        wait(database.cut(seconds, at_once=at_once))


def forget(copy: str) -> None:
    """Deletes what `snapshot` has copied."""
    if copy and _home is not None:
        clusters.remove(_copies() / copy)


def delete(resource: str) -> None:
    """Ends the server of an instance that is gone, and deletes its data. Blocks, from a thread."""
    database = _databases.pop(resource, None)
    if database is not None:
        wait(database.close(remove=True))
    elif _home is not None:
        clusters.remove(_home / resource)


def look() -> None:
    """Ends what no instance has any more, and starts anew what has another version or class now. From the event loop,
    regularly."""
    known = {record["DbiResourceId"]: record for _, record in list(rds._instances.all_items())}
    gone = _databases.keys() - known.keys()
    for resource in gone & _gone:  # not at once: a snapshot may just be taken of it
        _do(_databases.pop(resource).close(remove=True))
    _gone.clear()
    _gone.update(gone)
    for resource in _databases.keys() & known.keys():
        database = _databases[resource]
        if database.has_to_end(known[resource]) and database not in _changing:
            _changing.add(database)
            _do(_changed(database))


def sweep() -> None:
    """Deletes what a killed local AWS has left: data without an instance, copies without a snapshot. Blocks."""
    if _home is None or not _home.exists():
        return
    folders = [*_home.iterdir(), *(_copies().iterdir() if _copies().exists() else ())]  # before what they belong to
    known = {record["DbiResourceId"] for _, record in list(rds._instances.all_items())}
    known |= {record.get(COPY) for _, record in list(rds._snapshots.all_items())} | {_copies().name}
    for folder in folders:
        if folder.name not in known:
            clusters.remove(folder)


async def close() -> None:
    """Ends all of them; no other starts."""
    global _home
    _home = None
    await asyncio.gather(*(each.close() for each in _databases.values()))
    _databases.clear()
    if _sockets is not None:
        shutil.rmtree(_sockets, ignore_errors=True)


async def _changed(database: Database) -> None:
    try:
        await database.cut(0, at_once=False)
        await _opened(database)
    except Unavailable:
        pass  # it is stopped, or in the log, and the next who connects is told
    finally:
        _changing.discard(database)


def _do(work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
    task = asyncio.get_running_loop().create_task(work)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
    return task


def wait(work: Coroutine[Any, Any, _T]) -> _T:
    """From a thread: what is done on the event loop."""
    assert _loop is not None
    return asyncio.run_coroutine_threadsafe(work, _loop).result()


def _copies() -> Path:
    assert _home is not None
    return _home / "copies"


def _made(folder: Path) -> Path:
    """A folder for sockets, emptied: this one, unless its name makes the paths of sockets too long."""
    if len(str(folder)) > _LONGEST_FOLDER:
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"local-aws-{name}"
        if folder.exists() and (folder.is_symlink() or folder.stat().st_uid != os.getuid()):
            return Path(tempfile.mkdtemp(prefix="local-aws-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder
