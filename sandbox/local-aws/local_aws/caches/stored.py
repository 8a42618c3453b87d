"""The files that hold the data of caches and of their snapshots, in the folder of the local AWS's state.

A record has the name of its files, which no other ever gets: one that is deleted and made again by the same name begins
empty.
"""

import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from local_aws.caches.server import DATA

Record = dict[str, Any]

_NAME = "_data"

_home: Path | None = None


def start(home: Path, records: Iterable[Record]) -> None:
    """They are below this folder from now on. What is of none of the records, a run that was killed has left."""
    global _home
    _home = home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    named = {record.get(_NAME) for record in records}
    for entry in home.iterdir():
        if entry.name.partition(".")[0] not in named:
            _remove(entry)


def folder_of(cache: Record) -> Path:
    """What a cache's server holds."""
    return _place(cache)


def take_snapshot(cache: Record, snapshot: Record) -> int:
    """Keeps what a cache has saved for its snapshot: how many bytes."""
    data, kept = _place(cache) / DATA, _place(snapshot).with_suffix(".rdb")
    if _home is None or not data.exists():
        return 0
    shutil.copyfile(data, kept)
    return kept.stat().st_size


def restore(snapshot: Record, cache: Record) -> None:
    """A new cache holds what its snapshot has; nothing, where that was taken of an empty one."""
    kept, folder = _place(snapshot).with_suffix(".rdb"), _place(cache)
    if _home is not None and kept.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(kept, folder / DATA)


def forget(snapshot: Record) -> None:
    """Of a snapshot that is deleted."""
    _place(snapshot).with_suffix(".rdb").unlink(missing_ok=True)


def _place(record: Record) -> Path:
    # Without a server there are no files, and a name that nobody asks for.
    return (_home or Path("/nonexistent")) / record.setdefault(_NAME, secrets.token_hex(8))


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)
