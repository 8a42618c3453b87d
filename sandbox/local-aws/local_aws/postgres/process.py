"""A server that runs on a folder of data, for who opens its Unix socket alone, and ends with the local AWS however that
ends.

A shell in its process group waits for the end of a pipe that only the local AWS holds, and then ends the server at once
(SIGQUIT, then SIGKILL): what was committed is there at the next start.
"""

import asyncio
import contextlib
import signal
import time
from pathlib import Path
from typing import IO

from local_aws.postgres import programs, sql

_GUARD = """
exec 3<&0 </dev/null
(
  trap '' INT QUIT TERM
  read -r end <&3
  kill -QUIT 0
  tries=0
  while kill -0 $$ && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL 0
) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
"""
"""`kill 0` is for the process group: the shell and the server, whose children have groups of their own and end with it."""

_START_SECONDS = 60.0
_STOP_SECONDS = 5.0
_LOOK_SECONDS = 0.01


class NotStarted(Exception):
    """What the server said at last."""


class Server:
    """Use `start`."""

    def __init__(self, process: asyncio.subprocess.Process, sockets: Path, port: int, major: str) -> None:
        self._process = process
        self.sockets, self.port, self.major = sockets, port, major

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def path(self) -> str:
        """Of its socket."""
        return str(self.sockets / f".s.PGSQL.{self.port}")

    @property
    def runs(self) -> bool:
        return self._process.returncode is None

    async def stop(self, *, at_once: bool = False) -> None:
        """Ends it, and every connection with it: in good order, or at once, as in a failover."""
        for number in [signal.SIGQUIT] if at_once else [signal.SIGINT, signal.SIGQUIT]:
            if not self.runs:
                break
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


async def start(data: Path, major: str, sockets: Path, port: int, options: dict[str, str], log: Path) -> Server:
    """Once it takes connections.

    Raises NotStarted.
    """
    folder = programs.of(major)
    assert folder is not None
    (data / "postmaster.pid").unlink(missing_ok=True)  # none runs: this process alone starts them
    stated = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command = programs.as_owner(folder / "postgres", "-D", data, "-k", sockets, "-p", str(port), *stated)
    with log.open("wb") as output:
        server = Server(await _spawned(command, output), sockets, port, major)
    deadline = time.monotonic() + _START_SECONDS
    while server.runs and time.monotonic() < deadline:
        try:
            async with sql.session(server.path):
                return server
        except (OSError, sql.Refused):
            await asyncio.sleep(_LOOK_SECONDS)
    await server.stop(at_once=True)
    raise NotStarted(" ".join(log.read_text(errors="replace").splitlines()[-3:]))


async def _spawned(command: list[str], output: IO[bytes]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *("/bin/sh", "-c", _GUARD, "postgres", *command),
        cwd="/",
        env=programs.environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=output,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
