"""How the application of an instance is started, and how it ends.

It ends with the local AWS however that ends, even by SIGKILL: a shell in its process group waits for the end of a pipe that
only the local AWS holds, and kills the group. So do `stop`, once the application had its time, and its own end, so that
nothing that it has started is left.
"""

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

_GUARD = """
exec 3<&0 </dev/null
( trap '' TERM; read -r end <&3; kill -KILL 0 ) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
"""
"""A process group of its own: `kill 0` is for everybody in it, the shell itself too."""

_LIMITS = ("--max-old-space-size=256", "--max-semi-space-size=2")
"""For a laptop with several instances. A t4g.micro has 1 GB."""


def free_port() -> int:
    """One of 127.0.0.1 that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """A run of the machine's Node. `exited` is called from a thread."""

    def __init__(self, script: Path, guard: Path, environment: dict[str, str], exited: Callable[[int], None]) -> None:
        node = shutil.which("node")
        if node is None:
            raise OSError("there is no node on the PATH")
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "instance", node, *_LIMITS, "--require", str(guard), str(script)],
            cwd=script.parent,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        threading.Thread(target=self._wait, args=(exited,), daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def output(self) -> int:
        """Descriptor of what it says, not blocking."""
        stdout = self._process.stdout
        assert stdout is not None
        os.set_blocking(stdout.fileno(), False)
        return stdout.fileno()

    def stop(self) -> None:
        """Asks it to end, as systemd asks all of a service."""
        if self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGTERM)

    def kill(self) -> None:
        """Ends whatever is left of it."""
        if self._process.stdin is not None:
            self._process.stdin.close()

    def close(self) -> None:
        """Once it has ended and its output is read."""
        self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _wait(self, exited: Callable[[int], None]) -> None:
        code = self._process.wait()
        try:
            exited(code)
        except RuntimeError:
            pass  # the event loop has ended, and so does this process
