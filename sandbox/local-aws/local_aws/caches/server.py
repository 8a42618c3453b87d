"""One run of valkey-server: spoken to on a Unix socket alone, in little memory, its data in a file."""

import asyncio
import logging
import os
import secrets
import subprocess
from pathlib import Path

from local_aws import children
from local_aws.caches import binary, resp
from local_aws.machines.node import free_port

DATA = "dump.rdb"
ADMINISTRATOR = "local-aws"
"""A user of the server's own, whom nobody can sign in as but this process."""

_MEMORY = "64mb"
_SAVE = "5 1"
"""Whatever changed is on disk five seconds later, so that a killed server loses no more."""
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0
_LOOK_SECONDS = 0.005
_SLOTS = "0-16383"


class Server:
    """Runs from `start` to `stop`. Commands are the administrator's."""

    def __init__(self, folder: Path, socket: Path, cluster: tuple[str, int] | None) -> None:
        """`cluster`: the name and port that are told to clients where it speaks the cluster protocol, as the one shard."""
        self.socket = socket
        self.password = secrets.token_hex(16)
        """Of every user, on this side of the front."""
        self._folder, self._cluster = folder, cluster
        self._process: subprocess.Popen[bytes] | None = None
        self._control: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """A cluster's takes two seconds, for which a node waits for others before it takes commands.

        @raises OSError where it does not start
        """
        program = binary.path()
        if program is None:
            raise OSError("there is no valkey-server")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        with self.socket.with_suffix(".log").open("wb") as log:
            self._process = children.run([str(program), *self._options()], self._folder, _environment(), log)
        self._control = await self._connected()
        while self._cluster is not None and not await self._is_up():
            await asyncio.sleep(_LOOK_SECONDS)
        await self.ask("ACL", "SETUSER", ADMINISTRATOR, "reset", "on", f">{self.password}", "~*", "&*", "+@all")
        await self.ask("AUTH", ADMINISTRATOR, self.password)

    async def ask(self, *words: bytes | str) -> resp.Answer:
        """@raises resp.Failure, OSError where it has ended"""
        async with self._turn:
            if self._control is None:
                raise OSError("valkey-server does not run")
            reader, writer = self._control
            writer.write(resp.command(*words))
            try:
                return await resp.read_answer(reader)
            except (asyncio.IncompleteReadError, OSError) as failure:
                raise OSError("valkey-server has ended") from failure

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """@raises OSError"""
        return await asyncio.open_unix_connection(str(self.socket))

    async def save(self) -> None:
        """Its data are in the file afterwards."""
        await self.ask("SAVE")

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def stop(self) -> None:
        """Saves and ends it; kills it where it takes too long."""
        process = self._process
        if process is None:
            return
        try:
            await asyncio.wait_for(self.ask("SHUTDOWN", "SAVE"), _STOP_SECONDS)
        except (resp.Failure, OSError, TimeoutError, asyncio.TimeoutError):
            pass  # it has ended, as it was to
        children.end(process)
        self._process, control, self._control = None, self._control, None
        if control is not None:
            control[1].close()
        await asyncio.to_thread(process.wait)
        self.socket.unlink(missing_ok=True)

    async def _is_up(self) -> bool:
        answer = await self.ask("CLUSTER", "INFO")
        return isinstance(answer, bytes) and answer.startswith(b"cluster_state:ok")

    def _options(self) -> list[str]:
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self._folder),
            "--dbfilename": DATA,
            "--save": _SAVE,
            "--maxmemory": _MEMORY,
            # ElastiCache's own default.
            "--maxmemory-policy": "volatile-lru",
            "--loglevel": "warning",
        }
        if self._cluster is not None:
            host, port = self._cluster
            (self._folder / "nodes.conf").write_text(_one_shard())
            options |= {
                "--cluster-enabled": "yes",
                # The bus to other nodes, of which there are none, cannot be done without. No data are to be had there.
                "--bind": "127.0.0.1",
                "--cluster-port": str(free_port()),
                "--cluster-announce-hostname": host,
                "--cluster-announce-port": str(port),
                "--cluster-preferred-endpoint-type": "hostname",
            }
        return [word for option in options.items() for word in option]

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        deadline = asyncio.get_running_loop().time() + _START_SECONDS
        while self.runs() and asyncio.get_running_loop().time() < deadline:
            try:
                reader, writer = await self.connect()
                writer.write(resp.command("PING"))
                await resp.read_answer(reader)
                return reader, writer
            except resp.Failure:
                writer.close()  # it is still reading its file
            except (OSError, asyncio.IncompleteReadError):
                pass
            await asyncio.sleep(_LOOK_SECONDS)
        said = self.socket.with_suffix(".log").read_text(errors="replace").strip()
        logging.getLogger("local_aws").error("valkey-server does not start: %s", said[-500:])
        self.kill()
        raise OSError("valkey-server does not start")

    def kill(self) -> None:
        if self._process is not None:
            children.end(self._process)
            self._process = None


def _one_shard() -> str:
    """A cluster of one node that has every slot, as the server itself writes it down: it asks nobody then."""
    node = f"{secrets.token_hex(20)} :0@0,,tls-port=0 myself,master - 0 0 0 connected {_SLOTS}"
    return f"{node}\nvars currentEpoch 0 lastVoteEpoch 0\n"


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
