"""What a workload's process is given, so that its connections are led and it trusts what it meets."""

from collections.abc import Callable
from pathlib import Path

from local_aws.reach import authority, gateway
from local_aws.reach.clients import Client
from local_aws.reach.script import SCRIPT, VARIABLE

_CERTIFICATES = "NODE_EXTRA_CA_CERTS"

_script: Path | None = None


def start(home: Path) -> None:
    """From within the event loop, before any workload."""
    global _script
    authority.start(home)
    gateway.start()
    _script = home / "local-aws-reach.cjs"
    _script.write_text(SCRIPT)


def environment(key: str, client: Callable[[], Client | None], stated: dict[str, str]) -> dict[str, str]:
    """Variables of a process of Node, besides those that are stated. `key` names the workload, see `gateway.forget`.

    The file of authorities that it names, Lambda's or the bundle of RDS in its release, is the local AWS's own here.
    Where it names none, it trusts none of them, as on AWS.
    """
    options = f'{stated.get("NODE_OPTIONS", "")} --require "{_escaped(str(_script))}"'.strip()
    named = {_CERTIFICATES: str(authority.file())} if stated.get(_CERTIFICATES) else {}
    return {VARIABLE: gateway.address_for(key, client), "NODE_OPTIONS": options, **named}


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')
