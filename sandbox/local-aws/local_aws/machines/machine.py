"""One instance's life: it boots as boot.sh does, then its application runs until the instance is terminated."""

import asyncio
import io
import os
import secrets
import shutil
import time
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from ministack.core.responses import get_account_id, get_region

from local_aws import clock, instance_sessions
from local_aws.machines import guarded, role_calls
from local_aws.machines.node import Node, free_port
from local_aws.machines.output import Output
from local_aws.machines.user_data import Boot
from local_aws.reach import clients, gateway, workload

_BOOT_TURN_SECONDS = 5.0
"""How long others wait for one that boots: together they would slow down the deployment that launches them."""
_LOOK_SECONDS = 0.05
_KEPT = ("PATH", "LANG", "TMPDIR")

_turn = asyncio.Semaphore(1)


class Machine:
    """What stands for an instance. Made within the account and region of its group, and on the event loop."""

    def __init__(self, instance: str, boot: Boot, profile: str, home: Path) -> None:
        self.key = secrets.token_urlsafe(24)
        """What its application answers to, see `guarded`."""
        self.port = free_port()
        """Where its application listens, or will."""
        self.scope = (get_account_id(), get_region())
        self._instance, self._boot, self._profile = instance, boot, profile
        self._folder = home / instance
        self._said = Output(boot.log_group, self._named(boot.application_stream), instance_sessions.role_of(profile))
        self._told = Output(boot.log_group, self._named(boot.boot_stream), instance_sessions.role_of(profile))
        self._session: role_calls.Session = {}
        self._node: Node | None = None
        self._is_over = False
        self._life = asyncio.get_running_loop().create_task(self._live())

    async def end(self, until_drained: Callable[[], Awaitable[None]], longest: float | None = None) -> None:
        """Ends its application once its requests are answered: SIGTERM, and SIGKILL after the unit's time, or `longest`."""
        await until_drained()
        self._is_over = True
        allowed = self._boot.stop_seconds if longest is None else min(longest, self._boot.stop_seconds)
        if self._node is None:
            self._life.cancel()
        else:
            self._node.stop()
        await asyncio.wait([self._life], timeout=allowed)
        if self._node is not None:
            self._node.kill()
        await asyncio.wait([self._life])
        instance_sessions.close(self._session)
        gateway.forget(self._instance)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _live(self) -> None:
        tasks: list[asyncio.Task[None]] = []
        try:
            async with _turn:
                if not await self._install():
                    return
                tasks = [asyncio.create_task(each) for each in (self._run_for_ever(), self._await_port())]
                await asyncio.wait(tasks, timeout=_BOOT_TURN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait(tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _install(self) -> bool:
        """The release of the instance, unpacked. Whether it is there."""
        release = self._folder / "release"
        shutil.rmtree(self._folder, ignore_errors=True)
        release.mkdir(mode=0o700, parents=True)
        (self._folder / "guard.cjs").write_text(guarded.SCRIPT)
        try:
            self._session = instance_sessions.of_profile(self._instance, self._profile)
            data = await asyncio.to_thread(role_calls.fetched, self._boot.release, self._boot.region, self._session)
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                archive.extractall(release)
        except (role_calls.Refused, ValueError, OSError, zipfile.BadZipFile) as failure:
            self._told.say(f"the release {self._boot.release} cannot be installed: {failure}")
            return False
        self._told.say(f"installed {self._boot.release}")
        return True

    async def _run_for_ever(self) -> None:
        """As the unit says: started again whenever it ends, until the instance ends."""
        while not self._is_over:
            await self._run()
            if not self._is_over:
                await asyncio.sleep(clock.real(self._boot.restart_seconds))

    async def _run(self) -> None:
        self.port = free_port()
        loop = asyncio.get_running_loop()
        over = asyncio.Event()
        script, guard = self._folder / "release" / "index.js", self._folder / "guard.cjs"
        try:
            node = Node(script, guard, self._environment(), lambda _: loop.call_soon_threadsafe(over.set))
        except OSError as failure:
            self._said.say(f"the application cannot be started: {failure}")
            return
        self._node = node
        output = node.output
        loop.add_reader(output, self._read, output)
        try:
            await over.wait()
        finally:
            self._node = None
            node.kill()
            loop.remove_reader(output)
            self._read(output)
            self._said.end()
            node.close()

    def _read(self, output: int) -> None:
        try:
            while data := os.read(output, 65536):
                self._said.write(data)
            asyncio.get_running_loop().remove_reader(output)
        except BlockingIOError:
            pass  # all for now

    async def _await_port(self) -> None:
        deadline = time.monotonic() + clock.real(self._boot.grace_seconds)
        while not self._is_over:
            if await _accepts(self.port):
                self._told.say(f"the application accepts connections on port {self._boot.port}, here {self.port}")
                return
            if time.monotonic() > deadline:
                self._told.say(f"the application does not accept connections on port {self._boot.port}")
                return
            await asyncio.sleep(_LOOK_SECONDS)

    def _environment(self) -> dict[str, str]:
        """Nothing of the developer's own but where programs are."""
        stated = dict(self._boot.environment)
        for name, value in stated.items():
            if value.startswith("/opt/release/"):
                stated[name] = f"{self._folder}/release/{value.removeprefix('/opt/release/')}"
        ways = workload.environment(self._instance, lambda: clients.instance(self._instance), stated)
        return {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "HOME": str(self._folder),
            **stated,
            **ways,
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "AWS_ENDPOINT_URL": role_calls.endpoint(),
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCESS_KEY_ID": self._session["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self._session["secretAccessKey"],
            "AWS_SESSION_TOKEN": self._session["sessionToken"],
            guarded.VARIABLE: self.key,
        }

    def _named(self, stream: str) -> str:
        return stream.replace("{instance_id}", self._instance)


async def _accepts(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
