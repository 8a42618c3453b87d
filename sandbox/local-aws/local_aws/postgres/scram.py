"""The client's side of SCRAM-SHA-256, by which a server is told a password without being told it.

RFC 5802 and RFC 7677; PostgreSQL Documentation, "SASL Authentication".
"""

import asyncio
import base64
import hashlib
import hmac
import secrets
import struct

from local_aws.postgres import wire

OFFERED, _GOES_ON, _OVER = 10, 11, 12
_MECHANISM = b"SCRAM-SHA-256"
_NO_BINDING = "n,,"


class Refused(Exception):
    """With the code and the message of the server."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.failure = (code, message)


async def prove(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, password: str) -> None:
    """After the server has offered it, until the server says that all is well.

    Raises Refused.
    """
    nonce = base64.b64encode(secrets.token_bytes(18)).decode()
    first = f"n=,r={nonce}"
    initial = f"{_NO_BINDING}{first}".encode()
    writer.write(wire.written(b"p", _MECHANISM + b"\0" + struct.pack("!I", len(initial)) + initial))
    challenge = (await _said(reader, _GOES_ON)).decode()
    fields = dict(field.split("=", 1) for field in challenge.split(","))
    if not fields["r"].startswith(nonce):
        raise wire.Broken
    unproved = f"c={base64.b64encode(_NO_BINDING.encode()).decode()},r={fields['r']}"
    signed = ",".join((first, challenge, unproved)).encode()
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(fields["s"]), int(fields["i"]))
    key = hmac.digest(salted, b"Client Key", "sha256")
    signature = hmac.digest(hashlib.sha256(key).digest(), signed, "sha256")
    proof = bytes(a ^ b for a, b in zip(key, signature, strict=True))
    writer.write(wire.written(b"p", f"{unproved},p={base64.b64encode(proof).decode()}".encode()))
    await _said(reader, _OVER)
    await _said(reader, 0)


async def _said(reader: asyncio.StreamReader, wanted: int) -> bytes:
    kind, body = await wire.read(reader)
    if kind == b"E":
        raise Refused(*wire.failure_of(body))
    if kind != b"R" or wire.authentication_of(body) != wanted:
        raise wire.Broken
    return body[4:]
