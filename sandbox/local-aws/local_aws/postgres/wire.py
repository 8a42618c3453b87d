"""Messages of PostgreSQL's protocol, as far as signing in needs them.

PostgreSQL Documentation, "Frontend/Backend Protocol" (message formats).
"""

import asyncio
import struct

SSL_REQUEST, GSS_REQUEST, CANCEL_REQUEST = 80877103, 80877104, 80877102
_VERSION = 196608
_LONGEST_STARTUP = 10_000
_LONGEST = 1 << 24

Message = tuple[bytes, bytes]
"""Its kind, a letter, and what it says."""


class Broken(Exception):
    """Nobody speaks so."""


async def read(reader: asyncio.StreamReader) -> Message:
    """Raises EOFError where the other side has gone."""
    kind, length = struct.unpack("!cI", await reader.readexactly(5))
    if not 4 <= length < _LONGEST:
        raise Broken
    return kind, await reader.readexactly(length - 4)


async def read_startup(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """A client's first message, which has no kind: its code, and what follows."""
    (length,) = struct.unpack("!I", await reader.readexactly(4))
    if not 8 <= length < _LONGEST_STARTUP:
        raise Broken
    body = await reader.readexactly(length - 4)
    return struct.unpack("!I", body[:4])[0], body[4:]


def written(kind: bytes, body: bytes = b"") -> bytes:
    return kind + struct.pack("!I", len(body) + 4) + body


def written_startup(code: int, body: bytes) -> bytes:
    return struct.pack("!II", len(body) + 8, code) + body


def startup(**parameters: str) -> bytes:
    return written_startup(_VERSION, b"".join(_text(each) for pair in parameters.items() for each in pair) + b"\0")


def parameters(body: bytes) -> dict[str, str]:
    """Of a startup message."""
    words = [word.decode(errors="replace") for word in body.split(b"\0")]
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    return {name: value for name, value in pairs.items() if name}


def failure(code: str, message: str) -> bytes:
    """A fatal ErrorResponse; the code is of SQLSTATE."""
    fields = (b"SFATAL", b"VFATAL", b"C" + code.encode(), b"M" + message.encode())
    return written(b"E", b"".join(field + b"\0" for field in fields) + b"\0")


def failure_of(body: bytes) -> tuple[str, str]:
    """Code and message of an ErrorResponse."""
    fields = {field[:1]: field[1:].decode(errors="replace") for field in body.split(b"\0") if field}
    return fields.get(b"C", ""), fields.get(b"M", "")


def authentication(code: int, body: bytes = b"") -> bytes:
    return written(b"R", struct.pack("!I", code) + body)


def authentication_of(body: bytes) -> int:
    code: int = struct.unpack("!I", body[:4])[0]
    return code


def _text(text: str) -> bytes:
    return text.encode() + b"\0"
