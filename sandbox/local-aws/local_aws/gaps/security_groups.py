"""Security group rules that name prefix lists, or all protocols."""

from typing import Any

from ministack.services import ec2

from local_aws.patch import numbered, parse, put, unparse, wrap

_OTHER_SOURCES = ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs")


def prefix_list_rules() -> None:
    """Rules drop their prefix lists: a rule for CloudFront's or S3's addresses would allow nothing."""
    wrap(ec2, "_parse_ip_permissions", _with_prefix_lists)
    wrap(ec2, "_sg_rule_xml", _show_prefix_lists)


def all_protocol_rules() -> None:
    """Protocol -1 has no ports, so a request that gives any means the same rule.

    Otherwise the provider cannot revoke a new group's default egress rule, and the default group stays open.
    """
    wrap(ec2, "_parse_ip_permissions", _without_ports)


def changed_group_rules() -> None:
    """A rule for a group cannot be changed to another group, because AWS's name for it is not known: the provider sees the
    old one in every refresh."""
    wrap(ec2._ACTION_MAP, "ModifySecurityGroupRules", _with_group)


def _with_group(original: Any, p: dict[str, Any]) -> Any:
    return original({key.replace(".ReferencedGroupId", ".ReferencedGroupInfo.GroupId"): p[key] for key in p})


def _with_prefix_lists(original: Any, p: Any, prefix: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = original(p, prefix)
    for number, rule in enumerate(rules, 1):
        base = f"{prefix}.{number}.PrefixListIds"
        for entry, identity in enumerate(numbered(lambda key: ec2._p(p, key), f"{base}.#.PrefixListId"), 1):
            source = {"PrefixListId": identity}
            if description := ec2._p(p, f"{base}.{entry}.Description"):
                source["Description"] = description
            rule["PrefixListIds"].append(source)
    return rules


def _show_prefix_lists(original: Any, group: str, rule: dict[str, Any], is_egress: bool = False) -> str:
    """An element for each prefix list, as MiniStack itself makes one for each address block and group."""
    if not rule.get("PrefixListIds"):
        return original(group, rule, is_egress)
    identity = {"SecurityGroupRuleId": ec2._sg_rule_id(group, is_egress, rule)}
    others = {**rule, **identity, "PrefixListIds": []}
    text = original(group, others, is_egress) if any(rule[key] for key in _OTHER_SOURCES) else ""
    for entry in rule["PrefixListIds"]:
        alone = {**rule, **identity, **{key: [] for key in _OTHER_SOURCES}}
        shown = parse(original(group, alone, is_egress))
        put(shown[0], "prefixListId", entry["PrefixListId"])
        text += unparse(shown)
    return text


def _without_ports(original: Any, p: Any, prefix: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = original(p, prefix)
    for rule in rules:
        if rule["IpProtocol"] in ("-1", "all"):
            rule.pop("FromPort", None)
            rule.pop("ToPort", None)
    return rules
