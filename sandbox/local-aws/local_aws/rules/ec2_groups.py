"""Rules of security groups: what they are called, and what they hold."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ministack.services import ec2

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.quotas import quota

_TEXT = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")
_CHARACTERS = "strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"

_PEERS = {
    # By the list of a permission: what its entries name.
    "IpRanges": "CidrIp",
    "Ipv6Ranges": "CidrIpv6",
    "PrefixListIds": "PrefixListId",
    "UserIdGroupPairs": "GroupId",
}

_DIRECTIONS = {
    "AuthorizeSecurityGroupIngress": "IpPermissions",
    "AuthorizeSecurityGroupEgress": "IpPermissionsEgress",
}

_ORIGIN_FACING = "com.amazonaws.global.cloudfront.origin-facing"
_ORIGIN_FACING_WEIGHT = 55


@rule("ec2", "CreateSecurityGroup")
def group_texts(call: Call) -> None:
    """A group's name and description have at most 255 characters, of few kinds: no apostrophe, no quote, no letter
    beyond ASCII. A name does not begin like an id.

    Source: Amazon EC2 API Reference, CreateSecurityGroup (GroupName, GroupDescription).
    """
    name, description = call.get("GroupName", ""), call.get("Description", "")
    if not _TEXT.fullmatch(name):
        raise Refusal("InvalidParameterValue", f"Invalid security group name '{name}'. Valid names are {_CHARACTERS}")
    if name.lower().startswith("sg-"):
        message = f"Invalid security group name '{name}'. Group names may not be in the format sg-*."
        raise Refusal("InvalidParameterValue", message)
    if not _TEXT.fullmatch(description):
        message = f"Invalid security group description '{description}'. Valid descriptions are {_CHARACTERS}"
        raise Refusal("InvalidParameterValue", message)


@rule(
    "ec2",
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    "ModifySecurityGroupRules",
    "UpdateSecurityGroupRuleDescriptionsIngress",
    "UpdateSecurityGroupRuleDescriptionsEgress",
)
def rule_descriptions(call: Call) -> None:
    """The description of a rule has at most 255 characters, of the kinds that a group's has.

    Source: Amazon EC2 API Reference, IpRange (Description); its message in public reports of failed deployments.
    """
    entries = [entry for permission in call.get("IpPermissions", []) for key in _PEERS for entry in permission.get(key, [])]
    entries += [update.get("SecurityGroupRule", {}) for update in call.get("SecurityGroupRules", [])]
    entries += call.get("SecurityGroupRuleDescriptions", [])
    for text in (entry.get("Description", "") for entry in entries):
        if not _TEXT.fullmatch(text):
            message = f"Invalid rule description '{text}'. Valid descriptions are {_CHARACTERS}"
            raise Refusal("InvalidParameterValue", message)


@rule("ec2", "CreateSecurityGroup")
def unique_names(call: Call) -> None:
    """A VPC has one group of a name, whatever the case of its letters.

    Source: Amazon EC2 API Reference, CreateSecurityGroup (GroupName).
    """
    name, vpc = call.get("GroupName", ""), call.get("VpcId")
    for group in ec2._security_groups.values():
        if group["VpcId"] == vpc and group["GroupName"].lower() == name.lower():
            message = f"The security group '{name}' already exists for VPC '{vpc}'"
            raise Refusal("InvalidGroup.Duplicate", message)


@rule("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def duplicate_rules(call: Call) -> None:
    """A group has a rule once: the same protocol, ports and peer, whatever the descriptions.

    Source: Amazon EC2 API Reference, "Error codes" (InvalidPermission.Duplicate).
    """
    given = list(_rules(call.get("IpPermissions", [])))
    counted = Counter([*given, *set(_rules(_held(call)))])
    for each in given:
        if counted[each] > 1:
            protocol, low, high, peer = each
            ports = "" if low is None else f", from port: {low}, to port: {high}"
            kind = "ALL" if protocol == "-1" else str(protocol).upper()
            message = f'the specified rule "peer: {peer}, {kind}{ports}, ALLOW" already exists'
            raise Refusal("InvalidPermission.Duplicate", message)


@rule("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def known_groups(call: Call) -> None:
    """A rule names a group that exists.

    Source: Amazon EC2 API Reference, "Error codes" (InvalidGroup.NotFound).
    """
    for permission in call.get("IpPermissions", []):
        for pair in permission.get("UserIdGroupPairs", []):
            group = pair.get("GroupId")
            if group and pair.get("UserId", call.account) == call.account and group not in ec2._security_groups:
                raise Refusal("InvalidGroup.NotFound", f"The security group '{group}' does not exist")


@rule("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def rules_per_group(call: Call) -> None:
    """A group has at most 60 rules in and 60 out, of IPv4 and of IPv6 each. A prefix list counts as many as it may have
    entries: that of CloudFront's origin-facing addresses as 55.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (security groups) and "AWS-managed prefix lists" (weight).
    """
    counts = {"IpRanges": 0, "Ipv6Ranges": 0}
    for permission in [*call.get("IpPermissions", []), *_held(call)]:
        for family in counts:
            counts[family] += len(permission.get(family, [])) + len(permission.get("UserIdGroupPairs", []))
        for entry in permission.get("PrefixListIds", []):
            family, weight = _weight(entry.get("PrefixListId", ""))
            counts[family] += weight
    most = quota("group-rules")
    if max(counts.values()) > most:
        message = f"The maximum number of rules per security group has been reached. ({most}, prefix lists by weight)"
        raise Refusal("RulesPerSecurityGroupLimitExceeded", message)


def _held(call: Call) -> list[dict[str, Any]]:
    """What the group has already, in the direction that a call is about."""
    held: list[dict[str, Any]] = ec2._security_groups.get(call.get("GroupId"), {}).get(_DIRECTIONS[call.operation], [])
    return held


def _rules(permissions: list[dict[str, Any]]) -> Iterator[tuple[str, str | None, str | None, str]]:
    """Protocol, ports and peer: what tells one rule from another."""
    for permission in permissions:
        protocol = str(permission.get("IpProtocol", "-1")).lower()
        protocol = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp"}.get(protocol, protocol)
        low, high = (None if protocol == "-1" else str(permission.get(key)) for key in ("FromPort", "ToPort"))
        for key, name in _PEERS.items():
            for entry in permission.get(key, []):
                yield protocol, low, high, str(entry.get(name))


def _weight(prefix_list: str) -> tuple[str, int]:
    """The address family of a prefix list, and how many rules it counts as."""
    if prefix_list in ec2._prefix_lists:
        own = ec2._prefix_lists[prefix_list]
        return ("Ipv6Ranges" if own.get("AddressFamily") == "IPv6" else "IpRanges"), int(own.get("MaxEntries", 1))
    return "IpRanges", _ORIGIN_FACING_WEIGHT if prefix_list == ec2._aws_pl_id_from_name(_ORIGIN_FACING) else 1
