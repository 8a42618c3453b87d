"""The key of the account that a home's local AWS holds: whoever has it may do everything there.

It is a file that only its user can read, and is made on the first start. Nothing tells it to anybody: not the command line,
which every user of a machine can see, nor an answer.
"""

import json
import os
import secrets
import stat
import string
from dataclasses import dataclass
from pathlib import Path

_ID_CHARACTERS = string.ascii_uppercase + "234567"


@dataclass(frozen=True)
class Key:
    id: str
    secret: str


def root_key(file: Path) -> Key:
    """The key in `file`; a new one where there is none, where it is damaged, or where another user may know it."""
    try:
        status = file.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077:
            kept = json.loads(file.read_text())
            return Key(str(kept["accessKeyId"]), str(kept["secretAccessKey"]))
    except (OSError, ValueError, TypeError, KeyError):
        pass
    key = Key("AKIA" + "".join(secrets.choice(_ID_CHARACTERS) for _ in range(16)), secrets.token_urlsafe(30))
    unfinished = file.with_suffix(".unfinished-key")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as text:
        json.dump({"accessKeyId": key.id, "secretAccessKey": key.secret}, text)
    unfinished.replace(file)
    return key
