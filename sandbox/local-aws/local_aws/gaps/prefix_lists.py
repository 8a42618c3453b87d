"""AWS's own prefix lists."""

from typing import Any

from ministack.core.responses import get_region
from ministack.services import ec2

from local_aws.patch import Response, wrap

_ORIGIN_FACING = "com.amazonaws.global.cloudfront.origin-facing"
_IDS = {
    "ap-northeast-1": "pl-58a04531",
    "ap-northeast-2": "pl-22a6434b",
    "ap-south-1": "pl-9aa247f3",
    "ap-southeast-1": "pl-31a34658",
    "ap-southeast-2": "pl-b8a742d1",
    "ca-central-1": "pl-38a64351",
    "eu-central-1": "pl-a3a144ca",
    "eu-north-1": "pl-fab65393",
    "eu-west-1": "pl-4fa04526",
    "eu-west-2": "pl-93a247fa",
    "eu-west-3": "pl-75b1541c",
    "sa-east-1": "pl-5da64334",
    "us-east-1": "pl-3b927c52",
    "us-east-2": "pl-b6a144df",
    "us-west-1": "pl-4ea04527",
    "us-west-2": "pl-82a045eb",
}
"""Of that list by region. AWS gives it one id a region, and every account the same."""


def origin_facing_ids() -> None:
    """The list of CloudFront's addresses has an invented id, the same in every region."""
    wrap(ec2, "_aws_pl_id_from_name", lambda original, name: _id_of(name) or original(name))


def unknown_prefix_lists() -> None:
    """A rule takes a prefix list that does not exist: the id of another region would only be refused by AWS."""
    for action in ("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress"):
        wrap(ec2._ACTION_MAP, action, _refuse_unknown)


def _id_of(name: str) -> str | None:
    return _IDS.get(get_region()) if name == _ORIGIN_FACING else None


def _refuse_unknown(original: Any, p: dict[str, Any]) -> Response:
    for rule in ec2._parse_ip_permissions(p, "IpPermissions"):
        for entry in rule["PrefixListIds"]:
            identity = entry["PrefixListId"]
            if identity not in ec2._prefix_lists and not ec2._is_aws_managed_prefix_id(identity):
                message = f"The prefix list ID '{identity}' does not exist"
                return ec2._error("InvalidPrefixListID.NotFound", message, 400)
    return original(p)
