"""PostgreSQL's programs, where `sandbox/local-aws/python.ts` has installed them: beside the packages of this Python.

PostgreSQL does not run as root. Who is root runs it as `nobody`, which keeps one permission of root's, to get past
folders that only root may enter: what it runs from is in root's home, and what it keeps in a private folder. On macOS
there is no such way.
"""

import functools
import os
import pwd
import shutil
import sys
from pathlib import Path

MAJORS = ("17", "18")

_PERMISSION = "dac_override"


@functools.cache
def of(major: str) -> Path | None:
    """The folder of a version's programs; None where none are here, or none can run."""
    if major not in MAJORS or (os.getuid() == 0 and shutil.which("setpriv") is None):
        return None
    found = sorted((Path(sys.prefix) / f"postgres-{major}").glob("**/bin/postgres"))
    return found[0].parent if found else None


def owner() -> tuple[int, int]:
    """Whose the data are: user and group."""
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def as_owner(*command: str | Path) -> list[str]:
    """A command that runs as the owner of the data."""
    words = [str(word) for word in command]
    if os.getuid() != 0:
        return words
    user, group = owner()
    kept = f"-all,+{_PERMISSION}"
    return [
        *("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--securebits=+no_setuid_fixup"),
        *(f"--inh-caps={kept}", f"--ambient-caps={kept}", f"--bounding-set={kept}", "--"),
        *words,
    ]


def environment() -> dict[str, str]:
    """Nothing of the developer's own but where programs are."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", "PGUSER": "rdsadmin"}
