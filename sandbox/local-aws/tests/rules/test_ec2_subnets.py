"""Rules of subnets."""

from tests.case import GapCase, client, enforces, make_vpc


class Subnets(GapCase):
    def setUp(self) -> None:
        self.vpc, _ = make_vpc(zones=0)
        self.ec2 = client("ec2")

    def make(self, block: str, zone: str = "eu-west-1a") -> str:
        made = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=block, AvailabilityZone=zone)
        return str(made["Subnet"]["SubnetId"])

    @enforces("ec2_subnets.zones_of_regions")
    def test_a_zone_that_a_region_does_not_have_is_refused_with_those_that_it_has(self) -> None:
        with self.refused("InvalidParameterValue", "(eu-west-1d)", "availability zones: eu-west-1a, eu-west-1b, eu-west-1c."):
            self.make("10.0.0.0/24", "eu-west-1d")
        tokyo = self.aws().client("ec2", "ap-northeast-1")
        vpc = tokyo.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        tokyo.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24", AvailabilityZone="ap-northeast-1d")
        with self.refused("InvalidParameterValue", "(ap-northeast-1b)", "ap-northeast-1a, ap-northeast-1c, ap-northeast-1d"):
            tokyo.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24", AvailabilityZone="ap-northeast-1b")

    @enforces("ec2_subnets.blocks")
    def test_a_block_lies_in_the_vpc_and_is_of_a_size_that_aws_has(self) -> None:
        self.make("10.0.0.16/28")
        for block in ("10.1.0.0/24", "10.0.4.0/29", "10.0.0.0/15"):
            with self.subTest(block), self.refused("InvalidSubnet.Range", block):
                self.make(block)

    @enforces("ec2_subnets.blocks")
    def test_two_subnets_share_no_address(self) -> None:
        self.make("10.0.0.0/24")
        self.make("10.0.1.0/24")
        for block in ("10.0.0.0/24", "10.0.0.0/20", "10.0.1.16/28"):
            with self.subTest(block), self.refused("InvalidSubnet.Conflict", f"The CIDR '{block}' conflicts"):
                self.make(block)

    @enforces("ec2_subnets.blocks")
    def test_a_subnet_is_in_a_vpc_that_exists(self) -> None:
        with self.refused("InvalidVpcID.NotFound", "vpc-0123456789abcdef0"):
            self.ec2.create_subnet(VpcId="vpc-0123456789abcdef0", CidrBlock="10.0.0.0/24")

    @enforces("ec2_subnets.subnets_per_vpc")
    def test_a_vpc_has_200_subnets(self) -> None:
        for number in range(200):
            self.make(f"10.0.{number}.0/24")
        with self.refused("SubnetLimitExceeded", "200"):
            self.make("10.0.200.0/24")

    @enforces("ec2_subnets.subnets_in_use")
    def test_a_subnet_with_an_interface_stays(self) -> None:
        subnet = self.make("10.0.0.0/24")
        interface = self.ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
        with self.refused("DependencyViolation", subnet, "has dependencies"):
            self.ec2.delete_subnet(SubnetId=subnet)
        self.ec2.delete_network_interface(NetworkInterfaceId=interface)
        self.ec2.delete_subnet(SubnetId=subnet)
