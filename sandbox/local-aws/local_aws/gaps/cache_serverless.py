"""Serverless caches."""

import hashlib
from typing import Any

from ministack.services import elasticache

from local_aws.gaps.cache_nodes import region_code
from local_aws.patch import Response, wrap


def serverless_memcached() -> None:
    """A serverless cache of Memcached is refused."""
    if "memcached" in elasticache._SERVERLESS_ENGINE_VERSIONS:
        raise LookupError("MiniStack knows serverless Memcached by itself now")
    elasticache._SERVERLESS_ENGINE_VERSIONS["memcached"] = {"1.6": "1.6.22"}
    elasticache._SERVERLESS_DEFAULT_MAJOR["memcached"] = "1.6"


def serverless_endpoints() -> None:
    """Every serverless cache's endpoint is one plaintext Redis address: possibly a server of the developer's own."""
    wrap(elasticache, "_create_serverless_cache", _create)


def _create(original: Any, p: Any) -> Response:
    response = original(p)
    cache = elasticache._serverless_caches.get(elasticache._p(p, "ServerlessCacheName").lower())
    if response[0] != 200 or cache is None:
        return response
    identity = hashlib.sha256(cache["ARN"].encode()).hexdigest()[:6]
    host = f"{cache['ServerlessCacheName']}-{identity}.serverless.{region_code()}.cache.amazonaws.com"
    port = 11211 if cache["Engine"] == "memcached" else 6379
    cache["Endpoint"] = {"Address": host, "Port": port}
    cache["ReaderEndpoint"] = {"Address": host, "Port": port + 1}
    content = f"<ServerlessCache>{elasticache._serverless_cache_xml(cache)}</ServerlessCache>"
    content = f"<CreateServerlessCacheResult>{content}</CreateServerlessCacheResult>"
    return elasticache._xml(200, "CreateServerlessCacheResponse", content)
