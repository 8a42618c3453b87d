"""Asks a target whether it is well, as its group says."""

import asyncio
from typing import Any

from local_aws.health.state import Failure

_AGENT = "ELB-HealthChecker/2.0"
_TIMEOUT = Failure("Target.Timeout", "Request timed out")
_FAILED = Failure("Target.FailedHealthChecks", "Health checks failed")


async def ask(group: dict[str, Any], port: int, headers: dict[str, str], seconds: float) -> Failure | None:
    """What is wrong with the target at a port of 127.0.0.1."""
    try:
        return await asyncio.wait_for(_ask(group, port, headers), seconds)
    except (asyncio.TimeoutError, TimeoutError):
        return _TIMEOUT
    except (OSError, EOFError, ValueError, IndexError):
        return _FAILED


async def _ask(group: dict[str, Any], port: int, headers: dict[str, str]) -> Failure | None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        if group["HealthCheckProtocol"] == "TCP":
            return None
        sent = {"Host": f"127.0.0.1:{group['Port']}", "User-Agent": _AGENT, "Connection": "close", **headers}
        lines = [f"GET {group['HealthCheckPath']} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        version, status, *_ = (await reader.readline()).split()
        if not version.startswith(b"HTTP/"):
            return _FAILED
    finally:
        writer.close()
    if is_expected(int(status), str(group["Matcher"]["HttpCode"])):
        return None
    return Failure("Target.ResponseCodeMismatch", f"Health checks failed with these codes: [{int(status)}]")


def is_expected(status: int, matcher: str) -> bool:
    """Codes and ranges of codes: `200`, `200,202`, `200-299`."""
    for part in matcher.split(","):
        low, _, high = part.partition("-")
        if int(low) <= status <= int(high or low):
            return True
    return False
