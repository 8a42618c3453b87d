"""A test of one gap, or of one rule: it passes on the local AWS, and fails where the gap or the rule's absence shows."""

import functools
import time
import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests.server import LocalAws

MINUTE = 0.5
"""How long a minute of AWS's takes the server of the tests, in seconds."""

Test = TypeVar("Test", bound=Callable[..., None])


def fills(gap: str) -> Callable[[Test], Test]:
    """Says which gap a test is about, see `local_aws.gaps`."""

    def mark(test: Test) -> Test:
        test.gap = gap  # type: ignore[attr-defined]
        return test

    return mark


def enforces(rule: str) -> Callable[[Test], Test]:
    """Says which rule a test is about, see `local_aws.rules`; `models` for AWS's own models, `members` for those that the
    local AWS does not act on."""

    def mark(test: Test) -> Test:
        test.rule = rule  # type: ignore[attr-defined]
        return test

    return mark


class GapCase(unittest.TestCase):
    """Shares one server among all tests: each makes what it needs under names of its own."""

    stock: ClassVar[bool] = False
    lax: ClassVar[bool] = False
    _shared: ClassVar[LocalAws | None] = None

    @classmethod
    def aws(cls) -> LocalAws:
        if GapCase._shared is None:
            GapCase._shared = LocalAws(stock=GapCase.stock, lax=GapCase.lax, minute_seconds=MINUTE)
            GapCase._shared.start()
        return GapCase._shared

    @contextmanager
    def refused(self, code: str, *words: str) -> Iterator[None]:
        """What is called inside is refused with AWS's error code, in a message that has all the words."""
        with self.assertRaises(ClientError) as caught:
            yield
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], code, error["Message"])
        for word in words:
            self.assertIn(word, error["Message"])

    def until(self, found: Callable[[], Any], wanted: Any, seconds: float = 30) -> None:
        """Waits until something is what is wanted: not for long where it is not expected to be."""
        deadline = time.monotonic() + (2 if GapCase.stock or GapCase.lax else seconds)
        while (last := found()) != wanted:
            if time.monotonic() > deadline:
                self.assertEqual(last, wanted)
            time.sleep(0.02)

    @classmethod
    def close(cls) -> None:
        if GapCase._shared is not None:
            GapCase._shared.remove()
            GapCase._shared = None


@functools.cache
def client(service: str) -> BaseClient:
    return GapCase.aws().client(service)


def make_vpc(zones: int = 2, **options: Any) -> tuple[str, list[str]]:
    """A VPC with a subnet in each of some zones: their ids."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", **options)["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"eu-west-1{'abc'[number]}")
        for number in range(zones)
    ]
    return vpc, [subnet["Subnet"]["SubnetId"] for subnet in subnets]
