"""How the application of an instance is started, and how it ends: with the local AWS, as every child (`children`), and with
all that it has started."""

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from local_aws import children

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
        command = [node, *_LIMITS, "--require", str(guard), str(script)]
        self._process = children.run(command, script.parent, environment, subprocess.PIPE)
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
        children.end(self._process)

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
