"""Rules of VPC endpoints."""

from typing import Any

from tests.case import GapCase, client, enforces, make_vpc
from tests.roles import allow, document

S3, SECRETS = (f"com.amazonaws.eu-west-1.{name}" for name in ("s3", "secretsmanager"))


class Endpoints(GapCase):
    def setUp(self) -> None:
        self.ec2 = client("ec2")
        self.vpc, self.subnets = make_vpc()
        self.ec2.modify_vpc_attribute(VpcId=self.vpc, EnableDnsHostnames={"Value": True})
        self.table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]

    def make(self, service: str, **options: Any) -> str:
        made = self.ec2.create_vpc_endpoint(VpcId=self.vpc, ServiceName=service, **options)
        return str(made["VpcEndpoint"]["VpcEndpointId"])

    def interface(self, **options: Any) -> str:
        return self.make(SECRETS, VpcEndpointType="Interface", **{"SubnetIds": self.subnets, **options})

    @enforces("ec2_endpoints.services")
    def test_a_service_of_another_region_is_refused(self) -> None:
        with self.refused("InvalidServiceName", "'com.amazonaws.us-east-1.sqs' does not exist"):
            self.make("com.amazonaws.us-east-1.sqs", VpcEndpointType="Interface")

    @enforces("ec2_endpoints.services")
    def test_a_service_without_endpoints_is_refused(self) -> None:
        with self.refused("InvalidServiceName", "'com.amazonaws.eu-west-1.secretmanager' does not exist"):
            self.make("com.amazonaws.eu-west-1.secretmanager", VpcEndpointType="Interface")

    @enforces("ec2_endpoints.services")
    def test_a_gateway_leads_to_s3_or_dynamodb(self) -> None:
        with self.refused("InvalidParameter", "does not match available service types"):
            self.make(SECRETS)

    @enforces("ec2_endpoints.places")
    def test_a_gateway_has_no_subnets_and_an_interface_no_routes(self) -> None:
        with self.refused("InvalidParameter", "Subnet IDs"):
            self.make(S3, SubnetIds=self.subnets)
        with self.refused("InvalidParameter", "Route table IDs"):
            self.interface(RouteTableIds=[self.table])

    @enforces("ec2_endpoints.places")
    def test_a_route_table_leads_to_a_service_once(self) -> None:
        gateway = self.make(S3, RouteTableIds=[self.table])
        with self.refused("RouteAlreadyExists", self.table, "destination-prefix-list-id pl-"):
            self.make(S3, RouteTableIds=[self.table])
        self.ec2.modify_vpc_endpoint(VpcEndpointId=gateway, AddRouteTableIds=[self.table])
        with self.refused("InvalidRouteTableID.NotFound", "rtb-0"):
            self.make(S3, RouteTableIds=["rtb-0"])

    @enforces("ec2_endpoints.places")
    def test_an_endpoint_has_one_subnet_a_zone(self) -> None:
        more = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock="10.0.9.0/24", AvailabilityZone="eu-west-1a")
        second = more["Subnet"]["SubnetId"]
        endpoint = self.interface()
        with self.refused("DuplicateSubnetsInSameZone", second):
            self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddSubnetIds=[second])
        self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddSubnetIds=[second], RemoveSubnetIds=self.subnets[:1])
        with self.refused("DuplicateSubnetsInSameZone"):
            self.interface(SubnetIds=[*self.subnets, second])

    @enforces("ec2_endpoints.private_names")
    def test_a_service_without_private_names_gives_none(self) -> None:
        streams = "com.amazonaws.eu-west-1.dynamodb-streams"
        with self.refused("InvalidParameter", f"the service {streams} does not provide a private DNS name"):
            self.make(streams, VpcEndpointType="Interface", PrivateDnsEnabled=True)
        self.make(streams, VpcEndpointType="Interface", PrivateDnsEnabled=False)

    @enforces("ec2_endpoints.private_names")
    def test_a_vpc_has_the_names_of_a_service_once(self) -> None:
        self.interface(PrivateDnsEnabled=True)
        other = self.interface(PrivateDnsEnabled=False)
        with self.refused("InvalidParameter", "conflicting DNS domain for secretsmanager.eu-west-1.amazonaws.com", self.vpc):
            self.ec2.modify_vpc_endpoint(VpcEndpointId=other, PrivateDnsEnabled=True)
        with self.refused("InvalidParameter", "conflicting DNS domain"):
            self.interface(PrivateDnsEnabled=True)

    @enforces("ec2_endpoints.private_names")
    def test_private_names_want_both_attributes_of_the_vpc(self) -> None:
        for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
            self.ec2.modify_vpc_attribute(VpcId=self.vpc, **{attribute: {"Value": False}})
            with self.refused("InvalidParameter", "requires both", self.vpc):
                self.interface(PrivateDnsEnabled=True)
            self.ec2.modify_vpc_attribute(VpcId=self.vpc, **{attribute: {"Value": True}})

    @enforces("ec2_endpoints.policies")
    def test_a_policy_that_is_none_is_refused(self) -> None:
        endpoint = self.interface(PolicyDocument=document(allow("*", Principal="*")))
        for policy in ("{", document(), document({"Effect": "Maybe", "Action": "*"})):
            with self.refused("InvalidPolicyDocument", "not valid"):
                self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, PolicyDocument=policy)

    @enforces("ec2_endpoints.services_without_policies")
    def test_a_service_without_policies_is_open_to_everybody(self) -> None:
        full = allow("*", Principal="*")
        own = document({**full, "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}})
        self.interface(PolicyDocument=own)
        for name in ("email-smtp", "mail-manager-smtp.open"):
            service = f"com.amazonaws.eu-west-1.{name}"
            endpoint = self.make(service, VpcEndpointType="Interface", PolicyDocument=document(full))
            with self.refused("InvalidParameter", f"{service} only supports the full-access"):
                self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, PolicyDocument=own)

    @enforces("ec2_endpoints.endpoint_quotas")
    def test_a_vpc_has_fifty_interface_endpoints(self) -> None:
        for _ in range(50):
            self.interface()
        with self.refused("VpcEndpointLimitExceeded"):
            self.interface()
        self.make(S3)

    @enforces("ec2_endpoints.endpoint_quotas")
    def test_a_region_has_twenty_gateways(self) -> None:
        ec2 = self.aws().client("ec2", "eu-central-1")
        wanted = {"VpcId": ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"], "ServiceName": "com.amazonaws.eu-central-1.s3"}
        for _ in range(20):
            ec2.create_vpc_endpoint(**wanted)
        with self.refused("VpcEndpointLimitExceeded"):
            ec2.create_vpc_endpoint(**wanted)
