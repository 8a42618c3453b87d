"""Keys as the tests need them."""

from typing import Any

from tests.case import client


def make_key(**options: Any) -> str:
    """Its ARN."""
    return str(client("kms").create_key(**options)["KeyMetadata"]["Arn"])
