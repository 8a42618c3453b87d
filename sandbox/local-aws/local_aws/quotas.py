"""What an account may have of each thing, as AWS sets it at first."""

import json
import os

from ministack.core.responses import get_account_id

_DEFAULTS = {
    # "Amazon VPC quotas" (VPC User Guide) and "Amazon EC2 endpoints and quotas" (AWS General Reference), by region.
    "vpcs": 5,
    "elastic-addresses": 5,
    "internet-gateways": 5,
    # By VPC.
    "subnets": 200,
    "interface-endpoints": 50,
    # By zone.
    "nat-gateways": 5,
    # By region.
    "gateway-endpoints": 20,
    # "Quotas for your Application Load Balancers" and "... Network Load Balancers", by region and type.
    "load-balancers": 50,
}

_RAISED = json.loads(os.environ.get("LOCAL_AWS_QUOTAS", "{}"))
"""By account: quotas that were raised for it, as Service Quotas does on request. The tests' account makes many VPCs."""


def quota(name: str) -> int:
    """Of the account that a request is of."""
    return int(_RAISED.get(get_account_id(), {}).get(name, _DEFAULTS[name]))
