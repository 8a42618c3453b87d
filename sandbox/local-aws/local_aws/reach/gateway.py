"""Where workloads ask for a way to an endpoint: `{"token", "host", "port"}` in a line, answered with `{"port"}` of a
door on 127.0.0.1, or with `{"code", "message"}` in Node's words, and closed.

A door takes one connection and is closed after it, or after some seconds.
"""

import asyncio
import json
import logging
import secrets
import socket
from collections.abc import Callable

from ministack.core.responses import request_scope

from local_aws.reach import endpoints
from local_aws.reach.clients import Client
from local_aws.reach.groups import Side, obstacle

_DOOR_SECONDS = 10.0

_log = logging.getLogger("local_aws")
_clients: dict[str, tuple[str, Callable[[], Client | None]]] = {}
"""By token: a key that names one, and what tells where it stands now."""
_tokens: dict[str, str] = {}
_tasks: set[asyncio.Task[None]] = set()
_port = 0


def start() -> None:
    """Answers from now on. From within the event loop."""
    global _port
    listener = socket.create_server(("127.0.0.1", 0))
    _port = int(listener.getsockname()[1])
    _keep(asyncio.get_running_loop().create_task(_serve(listener)))


def address_for(key: str, client: Callable[[], Client | None]) -> str:
    """`<port>:<token>` for a workload; the same token for the same key."""
    if key not in _tokens:
        _tokens[key] = secrets.token_urlsafe(24)
    _clients[_tokens[key]] = (key, client)
    return f"{_port}:{_tokens[key]}"


def forget(key: str) -> None:
    """No door is opened for it any more."""
    _clients.pop(_tokens.pop(key, ""), None)


async def _serve(listener: socket.socket) -> None:
    server = await asyncio.start_server(_answer, sock=listener)
    await server.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        asked = json.loads(await asyncio.wait_for(reader.readline(), _DOOR_SECONDS))
        answer = _door(str(asked["token"]), str(asked["host"]), int(asked["port"]))
        writer.write(json.dumps(answer).encode())
        await writer.drain()
    except (ValueError, KeyError, TypeError, OSError, asyncio.TimeoutError):
        pass  # nobody whom we know
    finally:
        writer.close()


def _door(token: str, host: str, port: int) -> dict[str, object]:
    _, located = _clients.get(token) or ("", lambda: None)
    client = located()
    if client is None:
        return _refused("ECONNREFUSED", "nobody of the local AWS's asks")
    endpoint = endpoints.find(host, port)
    if endpoint is None:
        return _refused("ENOTFOUND", f"nothing here is called {host} and listens on port {port}")
    if isinstance(endpoint, str):
        return _refused("ECONNREFUSED", endpoint)
    if (client.account, client.region) != (endpoint.account, endpoint.region):
        why: str | None = "it is in another VPC, or in none"
    else:
        with request_scope(endpoint.account, endpoint.region):
            why = obstacle(client.side, Side(endpoint.subnets, endpoint.groups), port)
    if why is not None:
        return _refused("ETIMEDOUT", f"{client.name} cannot reach it: {why}")
    listener = socket.create_server(("127.0.0.1", 0), backlog=1)
    listener.setblocking(False)
    _keep(asyncio.get_running_loop().create_task(_serve_one(listener, endpoint)))
    return {"port": listener.getsockname()[1]}


def _refused(code: str, message: str) -> dict[str, object]:
    _log.info("no way: %s %s", code, message)
    return {"code": code, "message": message}


async def _serve_one(listener: socket.socket, endpoint: endpoints.Endpoint) -> None:
    loop = asyncio.get_running_loop()
    with listener:
        try:
            connection, _ = await asyncio.wait_for(loop.sock_accept(listener), _DOOR_SECONDS)
        except asyncio.TimeoutError:
            return
    connection.setblocking(False)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        await endpoint.serve(connection)
    except (OSError, EOFError):
        pass  # it has gone
    except Exception:
        _log.exception("a connection fails")


def _keep(task: asyncio.Task[None]) -> None:
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
