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

    @enforces("ec2_use.mapped_addresses")
    def test_a_gateway_stays_with_public_addresses(self) -> None:
        ec2, (vpc, (subnet, _)) = client("ec2"), make_vpc()
        gateway = {"InternetGatewayId": ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]}
        ec2.attach_internet_gateway(VpcId=vpc, **gateway)
        nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId="eipalloc-0")["NatGateway"]["NatGatewayId"]
        with self.refused("DependencyViolation", vpc, "mapped public address"):
            ec2.detach_internet_gateway(VpcId=vpc, **gateway)
        ec2.delete_nat_gateway(NatGatewayId=nat)
        ec2.detach_internet_gateway(VpcId=vpc, **gateway)

    @enforces("ec2_use.attached_gateways")
    def test_an_attached_gateway_stays(self) -> None:
        ec2, (vpc, _) = client("ec2"), make_vpc(zones=0)
        gateway = {"InternetGatewayId": ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]}
        ec2.attach_internet_gateway(VpcId=vpc, **gateway)
        with self.refused("DependencyViolation", gateway["InternetGatewayId"]):
            ec2.delete_internet_gateway(**gateway)
        ec2.detach_internet_gateway(VpcId=vpc, **gateway)
        ec2.delete_internet_gateway(**gateway)

    @enforces("ec2_use.associated_tables")
    def test_a_route_table_of_a_subnet_stays(self) -> None:
        ec2, (vpc, (subnet, _)) = client("ec2"), make_vpc()
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        link = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)["AssociationId"]
        with self.refused("DependencyViolation", table):
            ec2.delete_route_table(RouteTableId=table)
        ec2.disassociate_route_table(AssociationId=link)
        ec2.delete_route_table(RouteTableId=table)

    @enforces("ec2_use.vpcs_in_use")
    def test_a_vpc_stays_with_what_is_in_it(self) -> None:
        ec2, (vpc, _) = client("ec2"), make_vpc(zones=0)
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
        made = ec2.create_egress_only_internet_gateway(VpcId=vpc)["EgressOnlyInternetGateway"]
        endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.s3")["VpcEndpoint"]
        for delete in (
            lambda: ec2.delete_route_table(RouteTableId=table),
            lambda: ec2.delete_network_acl(NetworkAclId=acl),
            lambda: ec2.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=made["EgressOnlyInternetGatewayId"]),
            lambda: ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]]),
        ):
            with self.refused("DependencyViolation", vpc):
                ec2.delete_vpc(VpcId=vpc)
            delete()
        ec2.delete_vpc(VpcId=vpc)

    @enforces("ec2_use.addresses_in_use")
    def test_an_address_of_a_nat_gateway_stays(self) -> None:
        ec2, (_, (subnet, _)) = client("ec2"), make_vpc()
        address = ec2.allocate_address(Domain="vpc")
        nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address["AllocationId"])["NatGateway"]["NatGatewayId"]
        with self.refused("InvalidIPAddress.InUse", address["PublicIp"]):
            ec2.release_address(AllocationId=address["AllocationId"])
        ec2.delete_nat_gateway(NatGatewayId=nat)
        ec2.release_address(AllocationId=address["AllocationId"])

    @enforces("ec2_use.elastic_addresses")
    def test_a_sixth_address_in_a_region_is_refused(self) -> None:
        ec2 = self.aws().client("ec2", "eu-central-1")
        for _ in range(5):
            ec2.allocate_address(Domain="vpc")
        with self.refused("AddressLimitExceeded"):
            ec2.allocate_address(Domain="vpc")
