"""Whether security groups let a connection through: the client's on its way out, and the server's on its way in.

Only addresses of IPv4 count, and a rule for addresses counts where it has the whole of every subnet that the other side
stands in: which address of them a thing has, nothing here knows. Network ACLs are not asked.

Amazon VPC User Guide, "Control traffic to your AWS resources using security groups".
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ministack.services import ec2

Rule = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """One end of a connection."""

    subnets: tuple[str, ...]
    groups: tuple[str, ...]


def obstacle(client: Side, server: Side, port: int) -> str | None:
    """Why no packet of the client gets to a TCP port of the server; None where it does. Of the current region."""
    places = {_subnet(each).get("VpcId") for each in (*client.subnets, *server.subnets)}
    if not client.subnets or len(places) != 1:
        return "it is in another VPC, or in none"
    if not _any_lets(client.groups, "IpPermissionsEgress", server, port):
        return f"no rule of its groups {', '.join(client.groups)} lets it out"
    if not _any_lets(server.groups, "IpPermissions", client, port):
        return f"no rule of the groups {', '.join(server.groups)} lets it in"
    return None


def _any_lets(groups: Iterable[str], direction: str, other: Side, port: int) -> bool:
    rules = (rule for group in groups for rule in (ec2._security_groups.get(group) or {}).get(direction, []))
    return any(lets(rule, other, port) for rule in rules)


def lets(rule: Rule, other: Side, port: int) -> bool:
    """Whether a rule is about a TCP port, and about the other side."""
    if str(rule.get("IpProtocol")) not in ("-1", "all"):
        if str(rule["IpProtocol"]) not in ("tcp", "6") or not int(rule["FromPort"]) <= port <= int(rule["ToPort"]):
            return False
    if any(pair.get("GroupId") in other.groups for pair in rule.get("UserIdGroupPairs", [])):
        return True
    ranges = [ipaddress.IPv4Network(each["CidrIp"], strict=False) for each in rule.get("IpRanges", [])]
    networks = [ipaddress.IPv4Network(_subnet(each)["CidrBlock"]) for each in other.subnets]
    return bool(networks) and all(any(network.subnet_of(one) for one in ranges) for network in networks)


def _subnet(identity: str) -> dict[str, Any]:
    return ec2._subnets.get(identity) or {}
