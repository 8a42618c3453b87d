"""What a client of an instance meets: TLS, the start of PostgreSQL's protocol, sign-in; then its bytes are passed on.

Who is a member of `rds_iam` is asked for a token here. All others sign in at the server itself, with their passwords (SCRAM), the
master user too, whose password there is the one that RDS holds.
"""

import asyncio
import socket
from dataclasses import dataclass
from typing import Any

from ministack.core.responses import request_scope

from local_aws.postgres import admission, databases, settings, tokens, wire
from local_aws.postgres.admission import Attempt, Failure
from local_aws.postgres.database import Database, Unavailable
from local_aws.reach import authority

_OK, _CLEARTEXT = 0, 3
_STARTING = "57P03"
_SIGN_IN_SECONDS = 60.0
_CHUNK = 65536

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Refused(Exception):
    """With the code and the message that the client is told."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(*failure)
        self.failure = failure


@dataclass
class Client:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    code: int
    """The version of the protocol, or a request to cancel."""
    body: bytes
    secure: bool

    @property
    def parameters(self) -> dict[str, str]:
        return wire.parameters(self.body)

    @property
    def attempt(self) -> Attempt:
        said = self.parameters
        user = said.get("user", "")
        return Attempt(user, said.get("database") or user, self.writer.get_extra_info("peername")[0], self.secure)

    async def password(self) -> str:
        """Asked in clear text: whoever checks it needs it so."""
        self.writer.write(wire.authentication(_CLEARTEXT))
        await self.writer.drain()
        kind, body = await wire.read(self.reader)
        if kind != b"p":
            raise wire.Broken
        return body.rstrip(b"\0").decode(errors="replace")


async def serve(connection: socket.socket, database: Database, host: str, port: int) -> None:
    client = await met(connection, host)
    if client is None:
        return
    try:
        await _serve(client, database, host, port)
    finally:
        client.writer.close()


async def _serve(client: Client, database: Database, host: str, port: int) -> None:
    server: Streams | None = None
    try:
        if client.code == wire.CANCEL_REQUEST:
            await _cancel(client, database)
            return
        server = await asyncio.wait_for(_signed_in(client, database, host, port), _SIGN_IN_SECONDS)
        await passed_on((client.reader, client.writer), server)
    except Refused as refused:
        client.writer.write(wire.failure(*refused.failure))
    except (wire.Broken, EOFError, asyncio.TimeoutError):
        pass
    finally:
        if server is not None:
            server[1].close()


async def _signed_in(client: Client, database: Database, host: str, port: int) -> Streams:
    """A connection to the server for this client: it has been let in, or goes on with the server by itself."""
    attempt = client.attempt
    record = _record(database)
    with request_scope(database.account, database.region):
        forced = settings.force_ssl(record) == "1"
    if failure := admission.refused(attempt, forced):
        raise Refused(failure)
    server, (kind, body) = await asked(database, client.code, client.body)
    try:
        if kind == b"R" and wire.authentication_of(body) == _OK:
            if not attempt.secure:
                raise Refused(admission.rejected(attempt))
            token = await client.password()
            where = {"account": database.account, "region": database.region, "resource": database.resource}
            enabled = record.get("IAMDatabaseAuthenticationEnabled")
            if not enabled or not tokens.lets_in(token, host=host, port=port, user=attempt.user, **where):
                raise Refused(admission.no_token(attempt))
    except BaseException:
        server[1].close()
        raise
    client.writer.write(wire.written(kind, body))
    return server


async def asked(database: Database, code: int, startup: bytes) -> tuple[Streams, wire.Message]:
    """A connection to the server, and its answer to a startup message."""
    try:
        opened = await databases.opened(database)
        reader, writer = await asyncio.open_unix_connection(opened.path)
    except (Unavailable, OSError) as failure:
        raise Refused((_STARTING, str(failure))) from failure
    writer.write(wire.written_startup(code, startup))
    try:
        while True:
            kind, body = await wire.read(reader)
            if kind != b"v":  # NegotiateProtocolVersion, which the client may do without
                return (reader, writer), (kind, body)
    except EOFError as gone:
        raise Refused((_STARTING, "the database system is starting up")) from gone


async def met(connection: socket.socket, host: str) -> Client | None:
    """A client that has said what it wants; None where it goes without. TLS has a certificate for the name."""
    loop = asyncio.get_running_loop()
    while True:
        first = await _exactly(loop, connection, 8)
        code = int.from_bytes(first[4:], "big")
        if first == b"" or code not in (wire.SSL_REQUEST, wire.GSS_REQUEST):
            break
        await loop.sock_sendall(connection, b"S" if code == wire.SSL_REQUEST else b"N")
        if code == wire.SSL_REQUEST:
            break
    if not first:
        connection.close()
        return None
    secure = code == wire.SSL_REQUEST
    reader = asyncio.StreamReader()
    if not secure:
        reader.feed_data(first)
    protocol = asyncio.StreamReaderProtocol(reader)
    context = authority.context(host) if secure else None
    transport, _ = await loop.connect_accepted_socket(lambda: protocol, connection, ssl=context)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    try:
        code, body = await asyncio.wait_for(wire.read_startup(reader), _SIGN_IN_SECONDS)
    except (wire.Broken, EOFError, asyncio.TimeoutError):
        writer.close()
        return None
    return Client(reader, writer, code, body, secure)


async def passed_on(one: Streams, other: Streams) -> None:
    """Bytes of each to the other, until one ends."""
    ways = [asyncio.ensure_future(_pass(one[0], other[1])), asyncio.ensure_future(_pass(other[0], one[1]))]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()


async def _cancel(client: Client, database: Database) -> None:
    try:
        _, writer = await asyncio.open_unix_connection((await databases.opened(database)).path)
    except (Unavailable, OSError):
        return
    writer.write(wire.written_startup(client.code, client.body))
    writer.close()


async def _exactly(loop: asyncio.AbstractEventLoop, connection: socket.socket, count: int) -> bytes:
    """Empty where the other side goes before."""
    data = b""
    while len(data) < count:
        more = await loop.sock_recv(connection, count - len(data))
        if not more:
            return b""
        data += more
    return data


def _record(database: Database) -> dict[str, Any]:
    try:
        return database.record()
    except Unavailable as gone:
        raise Refused((_STARTING, str(gone))) from gone
