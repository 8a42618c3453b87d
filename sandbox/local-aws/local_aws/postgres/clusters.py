"""Folders of data. All of this blocks, and no server runs on the folders that are written.

Text is sorted by code points, as the collation of every new cluster says, on any machine the same; on RDS it is
`en_US.UTF-8`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from local_aws.postgres import programs

_OPTIONS = (
    *("--username=rdsadmin", "--auth=trust", "--encoding=UTF8", "--locale=C"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    *("--wal-segsize=1", "--no-sync", "--no-instructions"),
)
_CHECKSUMS = {"17": ("--data-checksums",), "18": ()}
"""pg_upgrade wants the same on both sides; on is the default from 18 on."""


class Failed(Exception):
    """What a program said at last."""


def make(folder: Path, major: str) -> None:
    """A cluster with nothing in it: a copy of one that is made once a machine and version."""
    options = (*_OPTIONS, *_CHECKSUMS[major])
    name = f"cluster-{hashlib.sha256(repr(options).encode()).hexdigest()[:8]}"
    kept = Path(sys.prefix) / f"postgres-{major}" / name
    if not kept.exists():
        unfinished = Path(tempfile.mkdtemp(dir=kept.parent))
        initialize(unfinished / "data", major)
        try:
            (unfinished / "data").rename(kept)
        except OSError:
            pass  # another local AWS was faster
        shutil.rmtree(unfinished)
    copy(kept, folder)


def initialize(folder: Path, major: str) -> None:
    own_folder(folder)
    run(major, "initdb", "-D", folder, *_OPTIONS, *_CHECKSUMS[major])


def copy(source: Path, folder: Path) -> None:
    """All or nothing, and in the place of what was there."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    remove(unfinished)
    # macOS copies without copying where it can.
    flags = "-ac" if sys.platform == "darwin" else "-a"
    done = subprocess.run(["cp", flags, str(source), str(unfinished)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(done.stderr.strip())
    (unfinished / "postmaster.pid").unlink(missing_ok=True)
    remove(folder)
    unfinished.rename(folder)


def back_up(sockets: Path, port: int, major: str, folder: Path, *options: str) -> None:
    """The cluster of a running server, as it is at the end, in the place of what was in the folder."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    remove(unfinished)
    own_folder(unfinished)
    server = ("-h", str(sockets), "-p", str(port))
    run(major, "pg_basebackup", *server, "-D", unfinished, "-X", "stream", "-c", "fast", "--no-sync", *options)
    remove(folder)
    unfinished.rename(folder)


def upgrade(folder: Path, major: str) -> None:
    """To a later major version, as RDS does it: by pg_upgrade. What was there stays until all is done."""
    old = major_of(folder)
    made = folder.with_name("upgraded")
    remove(made)
    initialize(made, major)
    work = folder.with_name("upgrade")
    remove(work)
    own_folder(work)
    options = ("-b", _folder_of(old), "-B", _folder_of(major), "-d", folder, "-D", made, "-U", "rdsadmin", "-s", work)
    (folder / "pg_hba.conf").write_text("local all all trust\n")
    run(major, "pg_upgrade", *options, cwd=work)
    remove(folder)
    made.rename(folder)
    remove(work)


def major_of(folder: Path) -> str:
    """Empty where there is no cluster."""
    try:
        return (folder / "PG_VERSION").read_text().strip()
    except OSError:
        return ""


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def own_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    os.chown(folder, *programs.owner())


def run(major: str, program: str, *arguments: str | Path, cwd: Path | None = None) -> None:
    command = programs.as_owner(_folder_of(major) / program, *arguments)
    done = subprocess.run(
        command, cwd=cwd or "/", env=programs.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Failed(f"{program}: {' '.join(said[-5:])}")


def _folder_of(major: str) -> Path:
    found = programs.of(major)
    if found is None:
        raise Failed(f"there is no PostgreSQL {major} on this machine")
    return found
