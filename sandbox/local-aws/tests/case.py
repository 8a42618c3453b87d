"""A test of one gap: it passes on the local AWS, and fails on stock MiniStack for as long as the gap is there."""

import functools
import unittest
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from botocore.client import BaseClient

from tests.server import LocalAws

Test = TypeVar("Test", bound=Callable[..., None])


def fills(gap: str) -> Callable[[Test], Test]:
    """Says which gap a test is about, see `local_aws.gaps`."""

    def mark(test: Test) -> Test:
        test.gap = gap  # type: ignore[attr-defined]
        return test

    return mark


class GapCase(unittest.TestCase):
    """Shares one server among all tests: each makes what it needs under names of its own."""

    stock: ClassVar[bool] = False
    _shared: ClassVar[LocalAws | None] = None

    @classmethod
    def aws(cls) -> LocalAws:
        if GapCase._shared is None:
            GapCase._shared = LocalAws(stock=GapCase.stock)
            GapCase._shared.start()
        return GapCase._shared

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
