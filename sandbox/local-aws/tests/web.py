"""Requests to what the local AWS serves by host, and a real server for it to send them on to."""

import http.client
import io
import json
import threading
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tests.case import GapCase

Self = TypeVar("Self", bound="Server")
Answer = tuple[int, dict[str, str], str]
"""Status, headers by lower-case name, body."""


def request(host: str, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    """`x_a="b"` sends the header `x-a: b`."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(GapCase.aws().url).port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body.encode() or None, {"Host": host, **sent})
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read().decode()
    finally:
        connection.close()


def post(path: str, data: Any) -> int:
    """To an address of the local AWS's own: the status."""
    aws, body = GapCase.aws(), json.dumps(data)
    sent = aws.signed("local-aws", "POST", path, body)
    return request(urlsplit(aws.url).netloc, path, "POST", body, **sent)[0]


class Server:
    """A server on 127.0.0.1 for the time of a `with`."""

    def __init__(self, answer: Callable[[BaseHTTPRequestHandler], tuple[int, str]]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                status, text = answer(self)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            do_GET = do_POST = do_PUT = do_DELETE = handle_any

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self: Self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Echo(Server):
    """Answers 201 with the request, and its own name."""

    def __init__(self, name: str) -> None:
        def answer(request: BaseHTTPRequestHandler) -> tuple[int, str]:
            body = request.rfile.read(int(request.headers.get("content-length") or 0)).decode()
            headers = {key.lower(): value for key, value in request.headers.items()}
            said = {"method": request.command, "path": request.path, "headers": headers, "body": body}
            return 201, json.dumps({"name": name, **said})

        super().__init__(answer)


class Files(Server):
    """Answers with texts by their paths."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__(lambda request: (200, texts[request.path]) if request.path in texts else (404, ""))


def archive(code: str) -> bytes:
    """A function's archive, whose handler is `index.handler`. Equal code gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as files:
        files.writestr(zipfile.ZipInfo("index.mjs"), code)
    return buffer.getvalue()
