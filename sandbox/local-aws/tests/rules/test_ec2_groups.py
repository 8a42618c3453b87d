"""Rules of security groups."""

from typing import Any

from tests.case import GapCase, client, enforces, make_vpc

ORIGIN_FACING = "pl-4fa04526"


def tcp(port: int, **peers: list[dict[str, str]]) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}


class Groups(GapCase):
    def setUp(self) -> None:
        self.vpc, _ = make_vpc(zones=0)
        self.ec2 = client("ec2")

    def make(self, name: str = "mine", description: str = "A database") -> str:
        made = self.ec2.create_security_group(GroupName=name, Description=description, VpcId=self.vpc)
        return str(made["GroupId"])

    def allow(self, group: str, *permissions: dict[str, Any], out: bool = False) -> None:
        authorize = self.ec2.authorize_security_group_egress if out else self.ec2.authorize_security_group_ingress
        authorize(GroupId=group, IpPermissions=list(permissions))

    @enforces("ec2_groups.rule_descriptions")
    def test_a_rule_with_an_apostrophe_is_refused(self) -> None:
        group = self.make()
        text = "To the database's proxy"
        self.allow(group, tcp(5432, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "To the proxy (a & b)"}]), out=True)
        for peers in (
            {"IpRanges": [{"CidrIp": "10.1.0.0/16", "Description": text}]},
            {"PrefixListIds": [{"PrefixListId": ORIGIN_FACING, "Description": text}]},
            {"UserIdGroupPairs": [{"GroupId": group, "Description": text}]},
        ):
            with self.refused("InvalidParameterValue", text, "a-zA-Z0-9"):
                self.allow(group, tcp(5432, **peers), out=True)

    @enforces("ec2_groups.rule_descriptions")
    def test_a_description_cannot_become_longer_than_255_characters(self) -> None:
        group = self.make()
        pair = tcp(80, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "x" * 255}])
        made = self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[pair])
        changed = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIpv4": "10.0.0.0/8", "Description": "x" * 256}
        identity = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        with self.refused("InvalidParameterValue", "less than 256"):
            self.ec2.modify_security_group_rules(
                GroupId=group, SecurityGroupRules=[{"SecurityGroupRuleId": identity, "SecurityGroupRule": changed}]
            )

    @enforces("ec2_groups.group_texts")
    def test_names_and_descriptions_of_groups_have_few_characters(self) -> None:
        for name, description in (("fine", "Über"), ("it's", "x"), ("sg-1", "x"), ("n" * 256, "x"), ("fine", "a <-> b")):
            with self.subTest(name=name, description=description), self.refused("InvalidParameterValue", "Invalid security"):
                self.make(name, description)

    @enforces("ec2_groups.unique_names")
    def test_a_vpc_has_one_group_of_a_name(self) -> None:
        self.make("web")
        with self.refused("InvalidGroup.Duplicate", "Web"):
            self.make("Web")

    @enforces("ec2_groups.duplicate_rules")
    def test_a_rule_twice_is_refused_whatever_its_description(self) -> None:
        group = self.make()
        self.allow(group, tcp(443, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "one"}]))
        self.allow(group, tcp(443, IpRanges=[{"CidrIp": "10.0.0.0/16"}]), tcp(444, IpRanges=[{"CidrIp": "10.0.0.0/8"}]))
        with self.refused("InvalidPermission.Duplicate", "peer: 10.0.0.0/8, TCP, from port: 443"):
            self.allow(group, tcp(443, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "two"}]))
        # Every group is made with this one.
        with self.refused("InvalidPermission.Duplicate", "ALL, ALLOW"):
            self.allow(group, {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}, out=True)

    @enforces("ec2_groups.known_groups")
    def test_a_rule_names_a_group_that_exists(self) -> None:
        group = self.make()
        with self.refused("InvalidGroup.NotFound", "sg-0123456789abcdef0"):
            self.allow(group, tcp(443, UserIdGroupPairs=[{"GroupId": "sg-0123456789abcdef0"}]))

    @enforces("ec2_groups.rules_per_group")
    def test_a_group_has_sixty_rules_in(self) -> None:
        group = self.make()
        self.allow(group, *[tcp(port, IpRanges=[{"CidrIp": "10.0.0.0/8"}]) for port in range(1, 61)])
        self.allow(group, tcp(1, Ipv6Ranges=[{"CidrIpv6": "2001:db8::/32"}]))
        with self.refused("RulesPerSecurityGroupLimitExceeded", "60"):
            self.allow(group, tcp(61, IpRanges=[{"CidrIp": "10.0.0.0/8"}]))

    @enforces("ec2_groups.rules_per_group")
    def test_the_addresses_of_the_edge_count_as_55(self) -> None:
        group = self.make()
        edge = [{"PrefixListId": ORIGIN_FACING}]
        self.allow(group, tcp(443, PrefixListIds=edge))
        self.allow(group, *[tcp(port, IpRanges=[{"CidrIp": "10.0.0.0/8"}]) for port in range(1, 6)])
        with self.refused("RulesPerSecurityGroupLimitExceeded"):
            self.allow(group, tcp(80, PrefixListIds=edge))
