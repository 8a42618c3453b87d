"""A request as it arrives, less what a web server calls things."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

_CREDENTIAL = re.compile(r"Credential=([^/]+)/\d{8}/([\w-]+)/([\w-]+)/aws4_request")

_BUCKET_HOST = re.compile(r"([a-z0-9][a-z0-9.-]*?)\.(?:s3[.-].*|localhost(?::\d+)?)")
"""S3's virtual hosts: a bucket's name before S3's own, or before the local AWS's."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    """As it was sent, encoded."""
    query_string: str
    headers: dict[str, str]
    """By their names in lower case."""
    body: bytes

    @classmethod
    def of(cls, scope: dict[str, Any], body: bytes) -> "Request":
        path = scope.get("raw_path") or scope["path"].encode()
        return cls(
            method=scope["method"],
            path=path.decode("latin-1").partition("?")[0],
            query_string=scope.get("query_string", b"").decode("latin-1"),
            headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
            body=body,
        )

    @cached_property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in self.query_lists.items()}

    @cached_property
    def query_lists(self) -> dict[str, list[str]]:
        lists: dict[str, list[str]] = {}
        for name, value in parse_qsl(self.query_string, keep_blank_values=True):
            lists.setdefault(name, []).append(value)
        return lists

    @cached_property
    def form(self) -> dict[str, str]:
        """The parameters of the Query protocols, in a body or in a URL."""
        if "x-www-form-urlencoded" in self.headers.get("content-type", ""):
            return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))
        return self.query if "Action" in self.query else {}

    @cached_property
    def signer(self) -> tuple[str, str, str] | None:
        """Access key id, region and service of who signed it; None for what no client of AWS sent."""
        found = _CREDENTIAL.search(self.headers.get("authorization", ""))
        if found is None and "X-Amz-Credential" in self.query:
            found = _CREDENTIAL.search(f"Credential={self.query['X-Amz-Credential']}")
        return (found[1], found[2], found[3]) if found else None

    @cached_property
    def bucket_path(self) -> str:
        """S3's path with the bucket in it, also where the host names the bucket."""
        found = _BUCKET_HOST.fullmatch(self.headers.get("host", "").lower())
        return f"/{found[1]}{self.path}" if found and found[1] != "s3" else self.path

    @cached_property
    def payload(self) -> bytes:
        """The body, less the frame of one that was signed chunk by chunk.

        Source: Amazon S3 API Reference, "Signature calculations: transferring a payload in multiple chunks".
        """
        if not self.headers.get("x-amz-content-sha256", "").startswith("STREAMING-"):
            return self.body
        parts, at = [], 0
        while (end := self.body.find(b"\r\n", at)) >= 0:
            try:
                size = int(self.body[at:end].partition(b";")[0], 16)
            except ValueError:
                return self.body
            if size == 0:
                break
            parts.append(self.body[end + 2 : end + 2 + size])
            at = end + 2 + size + 2
        return b"".join(parts)


def header(scope: dict[str, Any], name: bytes) -> str:
    """A header of a request that is not read yet, by its name in lower case; empty where it is not sent."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")
