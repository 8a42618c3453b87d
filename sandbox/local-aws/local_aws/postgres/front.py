"""What a client meets, of an instance or of a proxy: TLS, the start of PostgreSQL's protocol, and sign-in, which is the
business of a `Door`. Then its bytes are passed on.
"""

import asyncio
import socket
from dataclasses import dataclass
from typing import Protocol

from local_aws.postgres import databases, wire
from local_aws.postgres.admission import Attempt, Failure
from local_aws.postgres.database import STARTING, Database, Unavailable
from local_aws.reach import authority
from local_aws.reach.joined import Streams, joined

OK, _CLEARTEXT = 0, 3
CANNOT_CONNECT_NOW = "57P03"
_SIGN_IN_SECONDS = 60.0


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
        """Raises EOFError where the client has gone, and with it its address."""
        said = self.parameters
        user, peer = said.get("user", ""), self.writer.get_extra_info("peername")
        if peer is None:
            raise EOFError
        return Attempt(user, said.get("database") or user, peer[0], self.secure)

    async def password(self) -> str:
        """Asked in clear text: whoever checks it needs it so."""
        self.writer.write(wire.authentication(_CLEARTEXT))
        await self.writer.drain()
        kind, body = await wire.read(self.reader)
        if kind != b"p":
            raise wire.Broken
        return body.rstrip(b"\0").decode(errors="replace")


class Door(Protocol):
    """What has a name that clients connect to."""

    @property
    def host(self) -> str: ...

    @property
    def database(self) -> Database: ...

    async def sign_in(self, client: Client) -> Streams:
        """A connection to the server for this client, who has been let in or goes on with the server by itself.

        Raises Refused.
        """


async def serve(connection: socket.socket, door: Door) -> None:
    client = await met(connection, door.host)
    if client is None:
        return
    server: Streams | None = None
    try:
        if client.code == wire.CANCEL_REQUEST:
            await _cancel(client, door.database)
            return
        server = await asyncio.wait_for(door.sign_in(client), _SIGN_IN_SECONDS)
        await joined((client.reader, client.writer), server)
    except Refused as refused:
        client.writer.write(wire.failure(*refused.failure))
    except (asyncio.TimeoutError, wire.Broken, EOFError):
        pass  # it has gone, or is no client
    finally:
        client.writer.close()
        if server is not None:
            server[1].close()


async def asked(database: Database, client: Client) -> tuple[Streams, wire.Message]:
    """A connection to the server, and its answer to how the client starts.

    Raises Refused.
    """
    try:
        opened = await databases.opened(database)
        reader, writer = await asyncio.open_unix_connection(opened.path)
    except (Unavailable, OSError) as failure:
        raise Refused((CANNOT_CONNECT_NOW, str(failure))) from failure
    writer.write(wire.written_startup(client.code, client.body))
    try:
        while True:
            kind, body = await wire.read(reader)
            if kind != b"v":
                return (reader, writer), (kind, body)
            client.writer.write(wire.written(kind, body))  # NegotiateProtocolVersion comes before all else
    except EOFError as gone:
        raise Refused((CANNOT_CONNECT_NOW, STARTING)) from gone


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
    except (asyncio.TimeoutError, wire.Broken, EOFError):
        writer.close()
        return None
    return Client(reader, writer, code, body, secure)


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
