"""Two connections that are one from then on."""

import asyncio

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_CHUNK = 65536


async def joined(one: Streams, other: Streams) -> None:
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
