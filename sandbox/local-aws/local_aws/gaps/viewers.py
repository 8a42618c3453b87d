"""How viewers reach a distribution."""

import functools
from typing import Any

from ministack import app
from ministack.core.iam_evaluator import pin_request_origin
from ministack.services import cloudfront

from local_aws.patch import wrap

_PROTOCOL = "x-forwarded-proto"


def plain_http() -> None:
    """A viewer's plain HTTP is redirected to HTTPS, which nobody speaks here, and S3 refuses it where a bucket's policy
    wants TLS. Here a request is HTTPS unless its `X-Forwarded-Proto` says something else."""
    wrap(cloudfront, "handle_viewer_request", _serve)


def alternate_names() -> None:
    """A distribution does not answer to its alternate domain names."""
    wrap(app, "_parse_cloudfront_dataplane_host", _label_of)


async def _serve(
    original: Any,
    distribution: dict[str, Any],
    method: str,
    path: str,
    raw_path: str,
    raw_query: str,
    headers: dict[str, str],
    body: bytes,
    query: Any,
    client: str,
) -> Any:
    protocol = headers.get(_PROTOCOL, "https")
    pin_request_origin(client, protocol == "https")
    headers = {**headers, _PROTOCOL: protocol}
    return await original(distribution, method, path, raw_path, raw_query, headers, body, query, client)


def _label_of(original: Any, host: str) -> str | None:
    label: str | None = original(host)
    name = host.partition(":")[0].lower()
    if label is not None or name in ("127.0.0.1", "localhost"):
        return label
    for distribution in cloudfront._distributions.values():
        if name in _aliases(distribution.get("config_xml", "")):
            return str(distribution["DomainName"]).partition(".")[0]
    return None


@functools.lru_cache(maxsize=1024)
def _aliases(config: str) -> list[str]:
    """Read once: every request asks every distribution."""
    names: list[str] = cloudfront._get_distribution_aliases({"config_xml": config})
    return names
