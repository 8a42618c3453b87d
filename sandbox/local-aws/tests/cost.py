"""What the checks cost: `python -m tests.cost` prints it as JSON, in its last line.

Recorded calls that change nothing are answered by MiniStack as it is, and behind the checks, in turns and in one
process; the time is the processor's. `first` is what the first calls of services cost besides, which read their models.
"""

import asyncio
import json
import os
import resource
import time
from statistics import median
from typing import Any

ROUNDS = 15
_READS = ("Describe", "Get", "List", "Head")


async def _answered(application: Any, requests: list[tuple[dict[str, Any], bytes]]) -> float:
    async def ignore(_: Any) -> None:
        pass

    start = time.process_time()
    for scope, body in requests:

        async def receive(body: bytes = body) -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        await application(dict(scope), receive, ignore)
    return time.process_time() - start


def _scopes() -> list[tuple[dict[str, Any], bytes]]:
    from tests.calls.test_recorded import recorded

    found = []
    for call, request in recorded():
        if call.split()[1].startswith(_READS):
            headers = [(name.encode(), value.encode()) for name, value in request.headers.items()]
            scope = {"type": "http", "method": request.method, "path": request.path, "raw_path": request.path.encode()}
            query = request.query_string.encode()
            found.append(
                ({**scope, "query_string": query, "headers": headers, "client": ("127.0.0.1", 1)}, request.body)
            )
    return found


def main() -> None:
    os.environ.setdefault("MINISTACK_REGION", "eu-west-1")
    from ministack import app as ministack

    from local_aws.calls import front
    from local_aws.gaps import fill_gaps

    fill_gaps()
    front.PREPARED_AFTER_SECONDS = 1e6
    requests = _scopes()
    strict = front.judged(ministack.app)
    asyncio.run(_answered(ministack.app, requests))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = asyncio.run(_answered(strict, requests))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    asyncio.run(_answered(strict, requests))
    plain, checked = [], []
    for _ in range(ROUNDS):
        plain.append(asyncio.run(_answered(ministack.app, requests)))
        checked.append(asyncio.run(_answered(strict, requests)))
    milliseconds = median(with_ - without for with_, without in zip(checked, plain, strict=True)) / len(requests) * 1000
    result = {
        "calls": len(requests),
        "ratio": median(with_ / without for with_, without in zip(checked, plain, strict=True)),
        "milliseconds": milliseconds,
        "first": first - median(checked),
        "megabytes": memory / 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
