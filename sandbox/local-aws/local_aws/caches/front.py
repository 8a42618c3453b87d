"""What answers in the place of a cache's endpoint: it sees who comes, then hands bytes to and fro.

- The first command that is taken signs in: AUTH or HELLO. All others are refused with the engine's own words. A connection
  that stands is not cut when its token ends; ElastiCache ends it after twelve hours, which is not done here, nor can it sign
  in anew.
- Once signed in, the server speaks, as the user whom the access string is of.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from local_aws.caches import resp
from local_aws.reach.joined import joined

WRONG = b"-WRONGPASS invalid username-password pair or user is disabled.\r\n"
FIRST = b"-NOAUTH Authentication required.\r\n"
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Stream:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @staticmethod
    async def of(connection: socket.socket, tls: ssl.SSLContext | None) -> "Stream":
        """@raises OSError where the client does not speak TLS as it is to"""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=_CHUNK)
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await loop.connect_accepted_socket(lambda: protocol, connection, ssl=tls)
        return Stream(reader, asyncio.StreamWriter(transport, protocol, reader, loop))


@dataclass(frozen=True)
class Server:
    """A connection to the server, not yet signed in, and whom it is for there."""

    stream: Stream
    user: str
    password: str

    async def sign_in(self) -> None:
        """@raises OSError where it is not let in"""
        self.stream.writer.write(resp.command("AUTH", self.user, self.password))
        try:
            await resp.read_answer(self.stream.reader)
        except resp.Failure as failure:
            raise OSError(str(failure)) from failure


@dataclass(frozen=True)
class Door:
    """Of one endpoint."""

    lets_in: Callable[[str, str], bool]
    """A user's name, with his password."""
    is_open: Callable[[], bool]
    """Whether somebody who has not signed in may do what `default` may."""
    connect: Callable[[str], Awaitable[Server]]
    """For a user."""


class Front:
    """All the connections to a cache."""

    def __init__(self) -> None:
        self._streams: set[Stream] = set()

    def cut(self) -> None:
        for stream in list(self._streams):
            stream.writer.transport.abort()

    async def serve(self, client: Stream, door: Door) -> None:
        """Until either side leaves."""
        streams = [client]
        self._streams.add(client)
        try:
            server = await _admitted(client, door)
            if server is not None:
                streams.append(server.stream)
                self._streams.add(server.stream)
                await joined((client.reader, client.writer), (server.stream.reader, server.stream.writer))
        except (asyncio.IncompleteReadError, resp.Malformed, OSError):
            pass  # the connection is over, or speaks something else
        finally:
            for stream in streams:
                self._streams.discard(stream)
                stream.writer.close()


async def _admitted(client: Stream, door: Door) -> Server | None:
    """The connection to the server, once somebody has signed in; None where he leaves."""
    while True:
        words = await resp.read_command(client.reader)
        if [word.upper() for word in words] == [b"QUIT"]:
            client.writer.write(b"+OK\r\n")
            return None
        credentials = _credentials(words)
        if credentials is not None and door.lets_in(*credentials):
            server = await door.connect(credentials[0])
            server.stream.writer.write(_for_server(words, server))
            return server
        if credentials is None and words and door.is_open():
            server = await door.connect("default")
            await server.sign_in()
            server.stream.writer.write(resp.command(*words))
            return server
        if words:
            client.writer.write(FIRST if credentials is None else WRONG)
            await client.writer.drain()


def _credentials(words: list[bytes]) -> tuple[str, str] | None:
    """Of `AUTH [user] password` and `HELLO version AUTH user password ...`."""
    upper = [word.upper() for word in words]
    texts = [word.decode(errors="replace") for word in words]
    if upper[:1] == [b"AUTH"] and len(words) in (2, 3):
        return ("default", texts[1]) if len(words) == 2 else (texts[1], texts[2])
    if upper[:1] == [b"HELLO"] and upper[2:3] == [b"AUTH"] and len(words) >= 5:
        return texts[3], texts[4]
    return None


def _for_server(words: list[bytes], server: Server) -> bytes:
    """The same command, with what the server knows the user by."""
    if words[0].upper() == b"AUTH":
        return resp.command("AUTH", server.user, server.password)
    return resp.command(*words[:3], server.user, server.password, *words[5:])
