"""A client of PostgreSQL, as the tests need one."""

import asyncio
import socket
import ssl
import struct
from typing import Any

from local_aws.postgres import scram, wire
from tests.case import GapCase


class Refused(Exception):
    """What PostgreSQL says: SQLSTATE and message."""

    @property
    def code(self) -> str:
        return str(self.args[0])


class Connection:
    """By TLS, checked against the host, unless it is not to be `secure`."""

    def __init__(self, port: int, host: str, password: str, secure: bool = True, **said: str) -> None:
        """`port` is of 127.0.0.1; `said` is how the client starts."""
        self._loop = asyncio.new_event_loop()
        authority = GapCase.aws().home / "local-aws-authority.pem"
        self._context = ssl.create_default_context(cafile=str(authority)) if secure else None
        opening = self._open(port, host, password, said)
        try:
            self._loop.run_until_complete(opening)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if hasattr(self, "_writer"):
            self._writer.transport.abort()
            for _ in range(3):
                self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def run(self, *statements: str) -> list[list[str | None]]:
        return [self._loop.run_until_complete(self._query(each)) for each in statements][-1]

    async def _open(self, port: int, host: str, password: str, said: dict[str, str]) -> None:
        plain = socket.create_connection(("127.0.0.1", port))
        options: dict[str, Any] = {"sock": plain}
        if self._context is not None:
            plain.sendall(wire.written_startup(wire.SSL_REQUEST, b""))
            if plain.recv(1) != b"S":
                raise AssertionError("no TLS")
            options.update(ssl=self._context, server_hostname=host)
        plain.setblocking(False)
        self._reader, self._writer = await asyncio.open_connection(**options)
        self._writer.write(wire.startup(**said))
        while True:
            kind, body = await self._read()
            if kind == b"Z":
                return
            if kind == b"R" and (code := wire.authentication_of(body)) != 0:
                if code == scram.OFFERED:
                    try:
                        await scram.prove(self._reader, self._writer, password)
                    except scram.Refused as refused:
                        raise Refused(*refused.failure) from refused
                else:
                    self._writer.write(wire.written(b"p", password.encode() + b"\0"))

    async def _query(self, statement: str) -> list[list[str | None]]:
        self._writer.write(wire.written(b"Q", statement.encode() + b"\0"))
        rows, failure = [], None
        while True:
            try:
                kind, body = await self._read()
            except Refused as refused:
                if refused.code.startswith("57"):
                    raise
                failure = refused
                continue
            if kind == b"D":
                rows.append(_row(body))
            if kind == b"Z":
                if failure is not None:
                    raise failure
                return rows

    async def _read(self) -> wire.Message:
        kind, body = await wire.read(self._reader)
        if kind == b"E":
            raise Refused(*wire.failure_of(body))
        return kind, body


def _row(body: bytes) -> list[str | None]:
    (count,), at = struct.unpack("!H", body[:2]), 2
    row: list[str | None] = []
    for _ in range(count):
        (length,) = struct.unpack("!i", body[at : at + 4])
        row.append(body[at + 4 : at + 4 + length].decode() if length >= 0 else None)
        at += 4 + max(length, 0)
    return row
