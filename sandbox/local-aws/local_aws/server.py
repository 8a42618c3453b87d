"""Runs the local AWS: one process a home folder, on 127.0.0.1, its state kept on disk.

In the home folder:
- `local-aws.lock`: locked by the operating system for as long as the process lives, so a second one cannot start and
  a killed one leaves nothing behind;
- `local-aws.json`: the record (process, port, token), written once the port answers. The port is used again by the
  next run unless somebody else has it by then;
- `local-aws.key`: the key that requests are signed with, see `key`;
- `local-aws-authority.pem` and its key: whom workloads trust, see `reach.authority`;
- `local-aws-reach.cjs`: what leads their connections, see `reach.script`;
- `local-aws-state/`: what the services hold, and the data of databases and caches;
- `local-aws-sockets/`, `local-aws-caches/`: where the servers of databases and caches listen;
- `local-aws-instances/`: what instances have installed, while they run.

All of it is for the user who started the process alone.
"""

import asyncio
import fcntl
import json
import os
import socket
import sys
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from local_aws.key import Key, root_key

ALREADY_RUNNING = 75
"""Exit code when another process serves the same home (EX_TEMPFAIL of sysexits.h)."""

_ORPHAN_CHECK_SECONDS = 2.0

_KEEP_ALIVE_SECONDS = 3600.0
"""How long an idle connection stays open: longer than any client keeps one.

Hypercorn closes one after 5 s, and the AWS provider polls in steps of 5 s. A request that comes as its connection is
closed is carried out, and its answer is lost; the client then sends it again, and creates a thing twice.
"""


@dataclass(frozen=True)
class Settings:
    """The command line, see `__main__`."""

    home: Path
    token: str
    build: str
    region: str
    stock: bool
    lax: bool
    iam_delay_seconds: float
    """See `permissions.propagation`."""
    interface_delay_seconds: float
    """See `gaps.function_interfaces`."""
    minute_seconds: float
    """See `clock`."""

    @property
    def record(self) -> Path:
        return self.home / "local-aws.json"

    @property
    def key(self) -> Path:
        return self.home / "local-aws.key"

    @property
    def instances(self) -> Path:
        return self.home / "local-aws-instances"

    @property
    def databases(self) -> Path:
        return self.state / "databases"

    @property
    def sockets(self) -> Path:
        return self.home / "local-aws-sockets"

    @property
    def caches(self) -> Path:
        return self.home / "local-aws-caches"

    @property
    def state(self) -> Path:
        return self.home / "local-aws-state"


def run(settings: Settings) -> int:
    """Serves until SIGTERM or SIGINT, then saves. Returns the exit code."""
    os.umask(0o077)
    settings.home.mkdir(parents=True, exist_ok=True)
    settings.home.chmod(0o700)
    lock = _lock(settings.home / "local-aws.lock")
    if lock is None:
        print(f"Another local AWS serves {settings.home}.", file=sys.stderr)
        return ALREADY_RUNNING
    with lock:
        listener = _listen(_remembered_port(settings.record))
        port = listener.getsockname()[1]
        key = root_key(settings.key)
        _configure(settings, port, key)
        asyncio.run(_serve(settings, listener.detach(), port, key))
    return 0


def _lock(path: Path) -> IO[str] | None:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _remembered_port(record: Path) -> int:
    """The last run's port; 0, any free one, when there was none or its record is damaged."""
    try:
        port = json.loads(record.read_text())["port"]
    except (OSError, ValueError, TypeError, KeyError):
        return 0
    return port if isinstance(port, int) and 0 < port < 65536 else 0


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        if port == 0:
            raise
        listener.close()
        return _listen(0)
    return listener


def _configure(settings: Settings, port: int, key: Key) -> None:
    """Sets MiniStack's environment, which it reads as it is imported."""
    os.environ.update(
        # Policies are asked, and functions get a session of their role. `access` checks who signed.
        AUTH="true",
        AWS_ACCESS_KEY_ID=key.id,
        AWS_SECRET_ACCESS_KEY=key.secret,
        BIND_HOST="127.0.0.1",
        GATEWAY_PORT=str(port),
        MINISTACK_HOST="localhost",
        MINISTACK_REGION=settings.region,
        PERSIST_STATE="1",
        STATE_DIR=str(settings.state),
        S3_PERSIST="1",
        S3_DATA_DIR=str(settings.state / "s3"),
        # Listeners of services that the platform does not use, on fixed ports: two checkouts would collide.
        SFTP_ENABLED="0",
        IOT_MTLS_ENABLED="0",
    )


async def _serve(settings: Settings, listener: int, port: int, key: Key) -> None:
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    from local_aws.access import guarded
    from local_aws.caches import running as running_caches
    from local_aws.front import front
    from local_aws.machines import running
    from local_aws.postgres import databases
    from local_aws.retries import answered_once

    _forget_closed_connections()
    config = Config()
    config.bind = [f"fd://{listener}"]
    config.loglevel = "WARNING"
    config.graceful_timeout = 1
    config.keep_alive_timeout = _KEEP_ALIVE_SECONDS
    beside = asyncio.create_task(_stand_by_record(settings, port))
    await serve(guarded(answered_once(front(settings)), key), config)
    await asyncio.gather(running.close(), running_caches.close())
    await databases.close()
    beside.cancel()


def _forget_closed_connections() -> None:
    """Hypercorn keeps a connection that its client has closed until its keep-alive ends: here for an hour, while the
    files that a process may open run out."""
    from hypercorn.asyncio.tcp_server import TCPServer

    original = TCPServer._read_data

    async def read(connection: TCPServer) -> None:
        await original(connection)
        await connection.idle_task.stop()

    TCPServer._read_data = read


async def _stand_by_record(settings: Settings, port: int) -> None:
    """Writes the record once the port answers; ends the process, saving nothing, when the record is gone.

    It is gone when the checkout was cleaned or deleted: nobody could find this process to stop it.
    """
    from local_aws.caches import running as running_caches
    from local_aws.postgres import databases

    while not await _accepts(asyncio.open_connection("127.0.0.1", port)):
        await asyncio.sleep(0.02)
    running_caches.open_all(settings.state / "caches")
    record = {"pid": os.getpid(), "port": port, "token": settings.token, "build": settings.build}
    unfinished = settings.record.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(record) + "\n")
    unfinished.replace(settings.record)
    await asyncio.to_thread(databases.sweep)  # all that was saved has been read
    while _is_recorded(settings):
        await asyncio.sleep(_ORPHAN_CHECK_SECONDS)
    os._exit(0)


async def _accepts(connecting: Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]) -> bool:
    try:
        _, writer = await connecting
    except OSError:
        return False
    writer.close()
    return True


def _is_recorded(settings: Settings) -> bool:
    try:
        return bool(json.loads(settings.record.read_text())["token"] == settings.token)
    except (OSError, ValueError, TypeError, KeyError):
        return False
