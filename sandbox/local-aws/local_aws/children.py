"""Programs that are run beside this process, and end with it however it ends, even by SIGKILL.

A shell in a child's process group waits for the end of a pipe that only this process holds, and kills the group. So does
`end`, which leaves nothing of what the child has started.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_GUARD = """
exec 3<&0 </dev/null
( trap '' TERM INT; read -r end <&3; kill -KILL 0 ) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
"""
"""A process group of its own: `kill 0` is for everybody in it, the shell itself too."""


def run(
    command: Sequence[str], folder: Path, environment: dict[str, str], output: int | IO[bytes]
) -> subprocess.Popen[bytes]:
    """Starts a program in a folder, with nothing of our environment but what is given. It reads nothing; what it says goes
    to `output`, or to a pipe."""
    return subprocess.Popen(
        ["/bin/sh", "-c", _GUARD, "child", *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends whatever is left of it, at once."""
    if process.stdin is not None:
        process.stdin.close()
