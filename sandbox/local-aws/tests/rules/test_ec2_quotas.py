"""Rules of an account's quotas in EC2."""

from tests.case import GapCase, enforces
from tests.server import LocalAws


class Quotas(GapCase):
    """In a local AWS whose account is as AWS makes it: that of the other tests may have many VPCs."""

    def setUp(self) -> None:
        aws = LocalAws(lax=GapCase.lax, quotas={})
        self.addCleanup(aws.remove)
        aws.start()
        self.ec2 = aws.client("ec2")

    @enforces("ec2_quotas.vpcs")
    def test_a_region_has_five_vpcs(self) -> None:
        for _ in range(4):
            self.ec2.create_vpc(CidrBlock="10.0.0.0/16")
        with self.refused("VpcLimitExceeded"):
            self.ec2.create_vpc(CidrBlock="10.0.0.0/16")

    @enforces("ec2_quotas.internet_gateways")
    def test_a_region_has_five_internet_gateways(self) -> None:
        for _ in range(4):
            self.ec2.create_internet_gateway()
        with self.refused("InternetGatewayLimitExceeded"):
            self.ec2.create_internet_gateway()

    @enforces("ec2_quotas.nat_gateways")
    def test_a_zone_has_five_nat_gateways(self) -> None:
        first, second = self.ec2.describe_subnets()["Subnets"][:2]
        wanted = {"SubnetId": first["SubnetId"], "ConnectivityType": "private"}
        made = [self.ec2.create_nat_gateway(**wanted)["NatGateway"]["NatGatewayId"] for _ in range(5)]
        with self.refused("NatGatewayLimitExceeded"):
            self.ec2.create_nat_gateway(**wanted)
        self.ec2.create_nat_gateway(**{**wanted, "SubnetId": second["SubnetId"]})
        self.ec2.delete_nat_gateway(NatGatewayId=made[0])
        self.ec2.create_nat_gateway(**wanted)
