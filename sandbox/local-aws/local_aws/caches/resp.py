"""RESP, the protocol of Valkey: commands that clients send, and answers."""

import asyncio

Answer = bytes | int | list["Answer"] | None
_MOST_WORDS = 64
_LONGEST = 64 * 1024
"""Of what comes before somebody has signed in."""


class Malformed(ValueError):
    """What no client of the protocol sends."""


class Failure(Exception):
    """An error that the server answers with, such as `NOPERM ...`."""


async def read_command(reader: asyncio.StreamReader) -> list[bytes]:
    """The next command: an array of strings, or words on a line. Empty for an empty line.

    @raises Malformed, asyncio.IncompleteReadError where the connection ends
    """
    line = await _line(reader)
    if not line.startswith(b"*"):
        return line.split()
    return [await _string(reader) for _ in range(_number(line[1:], _MOST_WORDS))]


def command(*words: bytes | str) -> bytes:
    """A command as it is sent."""
    parts = [word.encode() if isinstance(word, str) else word for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """@raises Failure"""
    line = await reader.readuntil(b"\r\n")
    kind, text = line[:1], line[1:-2]
    if kind == b"-":
        raise Failure(text.decode(errors="replace"))
    if kind == b":":
        return int(text)
    if kind == b"$":
        return None if text == b"-1" else (await reader.readexactly(int(text) + 2))[:-2]
    if kind == b"*":
        return None if text == b"-1" else [await read_answer(reader) for _ in range(int(text))]
    return text


async def _string(reader: asyncio.StreamReader) -> bytes:
    line = await _line(reader)
    if not line.startswith(b"$"):
        raise Malformed("a string was expected")
    return (await reader.readexactly(_number(line[1:], _LONGEST) + 2))[:-2]


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return (await reader.readuntil(b"\n")).rstrip(b"\r\n")
    except asyncio.LimitOverrunError:
        raise Malformed("a line is too long") from None


def _number(text: bytes, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise Malformed("a number was expected") from None
    if not 0 <= number <= most:
        raise Malformed(f"{number} is out of range")
    return number
