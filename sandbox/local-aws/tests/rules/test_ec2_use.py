"""Rules of EC2 about what is in use, and about quotas."""

from typing import Any

from tests.case import GapCase, client, enforces, make_vpc


class Use(GapCase):
    def make_group(self, vpc: str, name: str) -> str:
        return str(client("ec2").create_security_group(GroupName=name, Description="-", VpcId=vpc)["GroupId"])

    @enforces("ec2_use.groups_in_use")
    def test_a_group_that_a_rule_of_another_names_stays(self) -> None:
        ec2, (vpc, _) = client("ec2"), make_vpc(zones=0)
        target, named = self.make_group(vpc, "target"), self.make_group(vpc, "named")
        permission: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
        permissions = [{**permission, "UserIdGroupPairs": [{"GroupId": named}]}]
        ec2.authorize_security_group_ingress(GroupId=target, IpPermissions=permissions)
        with self.refused("DependencyViolation", named):
            ec2.delete_security_group(GroupId=named)
        ec2.revoke_security_group_ingress(GroupId=target, IpPermissions=permissions)
        ec2.delete_security_group(GroupId=named)

    @enforces("ec2_use.groups_in_use")
    def test_a_group_of_a_load_balancer_stays(self) -> None:
        ec2, (vpc, subnets) = client("ec2"), make_vpc()
        group = self.make_group(vpc, "balanced")
        made = client("elbv2").create_load_balancer(Name="in-use", Subnets=subnets, SecurityGroups=[group], Scheme="internal")
        with self.refused("DependencyViolation", group):
            ec2.delete_security_group(GroupId=group)
        client("elbv2").delete_load_balancer(LoadBalancerArn=made["LoadBalancers"][0]["LoadBalancerArn"])
        ec2.delete_security_group(GroupId=group)

    @enforces("ec2_use.elastic_addresses")
    def test_a_sixth_address_in_a_region_is_refused(self) -> None:
        ec2 = self.aws().client("ec2", "eu-central-1")
        for _ in range(5):
            ec2.allocate_address(Domain="vpc")
        with self.refused("AddressLimitExceeded"):
            ec2.allocate_address(Domain="vpc")
