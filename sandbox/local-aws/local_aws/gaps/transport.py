"""How AWS's APIs are reached."""

from typing import Any

from ministack import app

from local_aws.patch import wrap


def calls_by_tls() -> None:
    """Every call counts as plain HTTP, so that a bucket whose policy wants TLS refuses all but the account's root: the roles
    of functions and instances. AWS's clients speak TLS with AWS; here nobody does, and so it is not what tells them apart."""
    wrap(app, "pin_request_origin", _pin)


def _pin(original: Any, address: str, _: bool) -> None:
    original(address, True)
