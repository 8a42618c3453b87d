"""What the local AWS itself asks of a server, as `rdsadmin`, for whom no socket asks a password."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from local_aws.postgres import wire

Row = list[str | None]


class Refused(Exception):
    """The server's message."""


class Session:
    """Use `session`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def run(self, *statements: str) -> list[Row]:
        """One after the other, each by itself; gives the rows of the last.

        Raises Refused.
        """
        rows: list[Row] = []
        for statement in statements:
            self._writer.write(wire.written(b"Q", statement.encode() + b"\0"))
            rows = await self._answer()
        return rows

    async def _answer(self) -> list[Row]:
        """Until the server is ready for more."""
        rows: list[Row] = []
        refused: Refused | None = None
        while True:
            kind, body = await wire.read(self._reader)
            if kind == b"D":
                rows.append(_row(body))
            elif kind == b"E":
                refused = Refused(wire.failure_of(body)[1])
                if wire.failure_of(body)[0].startswith(("28", "3D", "57")):  # it closes the connection
                    raise refused
            elif kind == b"Z":
                if refused is not None:
                    raise refused
                return rows


@asynccontextmanager
async def session(path: str, database: str = "postgres") -> AsyncIterator[Session]:
    """Raises OSError, EOFError or Refused where there is no server."""
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        writer.write(wire.startup(user="rdsadmin", database=database, application_name="rdsadmin"))
        opened = Session(reader, writer)
        await opened._answer()
        yield opened
        writer.write(wire.written(b"X"))
    except EOFError as gone:
        raise ConnectionError("the server has gone") from gone
    finally:
        writer.close()


def name(text: str) -> str:
    """An identifier."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    return " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _row(body: bytes) -> Row:
    (count,) = struct.unpack("!H", body[:2])
    at, row = 2, Row()
    for _ in range(count):
        (length,) = struct.unpack("!i", body[at : at + 4])
        at += 4
        row.append(None if length < 0 else body[at : at + length].decode())
        at += max(length, 0)
    return row
