"""What an account may have of each thing in a region: as AWS sets it at first, or as it was changed since."""

import json
import os
from dataclasses import dataclass
from typing import Any

from ministack.core.responses import get_account_id, get_region


@dataclass(frozen=True)
class Quota:
    """What an account may have of one thing at first, and how Service Quotas calls that."""

    first: int
    service: str = ""
    code: str = ""
    title: str = ""


QUOTAS = {
    # "Amazon VPC quotas" (VPC User Guide) and "Amazon EC2 endpoints and quotas" (AWS General Reference), by region.
    "vpcs": Quota(5, "vpc", "L-F678F1CE", "VPCs per Region"),
    "elastic-addresses": Quota(5, "ec2", "L-0263D0A3", "EC2-VPC Elastic IPs"),
    "internet-gateways": Quota(5, "vpc", "L-A4707A72", "Internet gateways per Region"),
    # By group, and by way in or out.
    "group-rules": Quota(60, "vpc", "L-0EA8095F", "Inbound or outbound rules per security group"),
    # By VPC.
    "subnets": Quota(200, "vpc", "L-407747CB", "Subnets per VPC"),
    "interface-endpoints": Quota(50, "vpc", "L-29B6F2EB", "Interface VPC endpoints per VPC"),
    # By zone.
    "nat-gateways": Quota(5, "vpc", "L-FE5A380F", "NAT gateways per Availability Zone"),
    # By region.
    "gateway-endpoints": Quota(20, "vpc", "L-1B52E74A", "Gateway VPC endpoints per Region"),
    # "Quotas for your Application Load Balancers" and "... Network Load Balancers", by region and type.
    "load-balancers": Quota(50),
    # "Lambda quotas" (Lambda Developer Guide), by region.
    "concurrent-executions": Quota(
        int(os.environ.get("LAMBDA_ACCOUNT_CONCURRENCY") or 1000), "lambda", "L-B99A9384", "Concurrent executions"
    ),
}

_RAISED = json.loads(os.environ.get("LOCAL_AWS_QUOTAS", "{}"))
"""By account: quotas that were raised for it, as Service Quotas does on request. The tests' account makes many VPCs."""

changed: dict[str, int] = {}
"""Quotas that were changed while the local AWS ran, by account, region and name."""


def quota(name: str) -> int:
    """Of the account and region that a request is of."""
    held = changed.get(_key(name), _RAISED.get(get_account_id(), {}).get(name))
    return int(QUOTAS[name].first if held is None else held)


def change(name: str, value: int) -> None:
    """For the account and region that a request is of."""
    changed[_key(name)] = value


def change_by_hand(body: bytes) -> dict[str, Any]:
    """Takes `{"region": "eu-west-1", "quota": "vpcs", "value": 1}`: AWS lowers no quota on request, and tests need low ones.

    Raises ValueError when there is no such quota, or this is no value.
    """
    given = json.loads(body)
    region, name, value = (given.get(key) for key in ("region", "quota", "value"))
    if not isinstance(region, str) or name not in QUOTAS or not isinstance(value, int) or value < 0:
        raise ValueError(f"a region, a quota and a value are needed; there is {', '.join(QUOTAS)}")
    changed[f"{get_account_id()}/{region}/{name}"] = value
    return {"region": region, "quota": name, "value": value}


def _key(name: str) -> str:
    return f"{get_account_id()}/{get_region()}/{name}"
