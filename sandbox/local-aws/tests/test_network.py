"""Networks: VPCs, routes, endpoints, flow logs, security groups."""

from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills, make_vpc
from tests.roles import allow, document, make_role

ANYWHERE = [{"CidrIp": "0.0.0.0/0"}]


class Ipv6(GapCase):
    @fills("vpc_ipv6.vpc_ipv6_block")
    def test_a_vpc_has_the_block_it_asked_for(self) -> None:
        vpc, _ = make_vpc(0, AmazonProvidedIpv6CidrBlock=True)
        (block,) = self.describe_vpc(vpc)["Ipv6CidrBlockAssociationSet"]
        self.assertRegex(block["Ipv6CidrBlock"], r"^2a05:d018:[0-9a-f]{4}:[0-9a-f]{2}00::/56$")
        self.assertEqual(block["Ipv6CidrBlockState"]["State"], "associated")

    @fills("vpc_ipv6.vpc_ipv6_block")
    def test_a_vpc_gets_and_loses_a_block_later(self) -> None:
        vpc, _ = make_vpc(0)
        ec2 = client("ec2")
        association = ec2.associate_vpc_cidr_block(VpcId=vpc, AmazonProvidedIpv6CidrBlock=True)
        identity = association["Ipv6CidrBlockAssociation"]["AssociationId"]
        (found,) = ec2.describe_vpcs(
            Filters=[{"Name": "ipv6-cidr-block-association.association-id", "Values": [identity]}]
        )["Vpcs"]
        self.assertEqual(found["VpcId"], vpc)
        ec2.disassociate_vpc_cidr_block(AssociationId=identity)
        self.assertNotIn("Ipv6CidrBlockAssociationSet", self.describe_vpc(vpc))

    @fills("vpc_ipv6.subnet_ipv6_block")
    def test_a_subnet_has_its_block_and_ipv6_settings(self) -> None:
        vpc, _ = make_vpc(0)
        ec2 = client("ec2")
        made = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24", Ipv6CidrBlock="2a05:d018:1:1::/64")
        subnet = made["Subnet"]["SubnetId"]
        ec2.modify_subnet_attribute(SubnetId=subnet, AssignIpv6AddressOnCreation={"Value": True})
        ec2.modify_subnet_attribute(SubnetId=subnet, EnableDns64={"Value": True})
        (found,) = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
        (block,) = found["Ipv6CidrBlockAssociationSet"]
        self.assertEqual(block["Ipv6CidrBlock"], "2a05:d018:1:1::/64")
        self.assertEqual((found["AssignIpv6AddressOnCreation"], found["EnableDns64"]), (True, True))
        ec2.disassociate_subnet_cidr_block(AssociationId=block["AssociationId"])
        (found,) = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"]
        self.assertNotIn("Ipv6CidrBlockAssociationSet", found)

    def describe_vpc(self, vpc: str) -> dict[str, Any]:
        (found,) = client("ec2").describe_vpcs(VpcIds=[vpc])["Vpcs"]
        return found


class Routes(GapCase):
    @fills("routes.route_destinations")
    def test_a_route_leads_ipv6_to_an_egress_only_gateway(self) -> None:
        vpc, _ = make_vpc(0)
        ec2 = client("ec2")
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        gateway = ec2.create_egress_only_internet_gateway(VpcId=vpc)["EgressOnlyInternetGateway"]
        identity = gateway["EgressOnlyInternetGatewayId"]
        ipv6 = {"RouteTableId": table, "DestinationIpv6CidrBlock": "::/0"}
        ec2.create_route(**ipv6, EgressOnlyInternetGatewayId=identity)
        self.assertEqual(self.ipv6_targets(table), [identity])
        ec2.replace_route(**ipv6, GatewayId="igw-00000001")
        self.assertEqual(self.ipv6_targets(table), ["igw-00000001"])
        with self.assertRaisesRegex(ClientError, "RouteAlreadyExists"):
            ec2.create_route(**ipv6, GatewayId="igw-00000001")
        ec2.delete_route(**ipv6)
        self.assertEqual(self.ipv6_targets(table), [])

    def ipv6_targets(self, table: str) -> list[str]:
        (found,) = client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
        routes = [route for route in found["Routes"] if route.get("DestinationIpv6CidrBlock") == "::/0"]
        return [route.get("EgressOnlyInternetGatewayId") or route["GatewayId"] for route in routes]

    @fills("nat_gateways.nat_gateway_addresses")
    def test_a_nat_gateway_shows_its_addresses(self) -> None:
        _, (subnet, _) = make_vpc()
        ec2 = client("ec2")
        address = ec2.allocate_address(Domain="vpc")
        made = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address["AllocationId"])["NatGateway"]
        (found,) = ec2.describe_nat_gateways(NatGatewayIds=[made["NatGatewayId"]])["NatGateways"]
        (shown,) = found["NatGatewayAddresses"]
        self.assertEqual(shown["PublicIp"], address["PublicIp"])
        self.assertEqual(shown["PrivateIp"], "10.0.0.4")

    @fills("network_interfaces.network_interface_filters")
    def test_only_the_interfaces_of_a_group_are_found(self) -> None:
        vpc, (subnet, _) = make_vpc()
        ec2 = client("ec2")
        group = ec2.create_security_group(GroupName="mine", Description="x", VpcId=vpc)["GroupId"]
        mine = ec2.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]
        ec2.create_network_interface(SubnetId=subnet)
        found = ec2.describe_network_interfaces(Filters=[{"Name": "group-id", "Values": [group]}])["NetworkInterfaces"]
        self.assertEqual([interface["NetworkInterfaceId"] for interface in found], [mine])


class Zones(GapCase):
    @fills("availability_zones.region_zones")
    def test_a_region_has_the_zones_that_aws_has_there(self) -> None:
        for region, letters in {"eu-west-1": "abc", "ap-northeast-1": "acd", "us-east-1": "abcdef"}.items():
            found = self.aws().client("ec2", region).describe_availability_zones()["AvailabilityZones"]
            self.assertEqual([zone["ZoneName"] for zone in found], [region + letter for letter in letters])

    @fills("availability_zones.region_zones")
    def test_zones_are_found_by_name(self) -> None:
        ec2 = client("ec2")
        for query in ({"ZoneNames": ["eu-west-1b"]}, {"Filters": [{"Name": "zone-name", "Values": ["eu-west-1b"]}]}):
            (zone,) = ec2.describe_availability_zones(**query)["AvailabilityZones"]
            self.assertEqual(zone["ZoneId"], "euw1-az2")


class Endpoints(GapCase):
    def make(self, **options: object) -> tuple[str, str]:
        vpc, subnets = make_vpc()
        client("ec2").modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
        made = client("ec2").create_vpc_endpoint(
            VpcId=vpc,
            ServiceName="com.amazonaws.eu-west-1.secretsmanager",
            VpcEndpointType="Interface",
            SubnetIds=subnets,
            **options,
        )
        return vpc, made["VpcEndpoint"]["VpcEndpointId"]

    def describe(self, endpoint: str) -> dict[str, object]:
        (found,) = client("ec2").describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"]
        return found

    @fills("vpc_endpoints.endpoint_settings")
    def test_an_endpoint_keeps_what_it_was_made_with(self) -> None:
        policy = document(allow("*", Principal="*"))
        _, endpoint = self.make(
            PrivateDnsEnabled=True, PolicyDocument=policy, SecurityGroupIds=["sg-00000001"], IpAddressType="dualstack"
        )
        found = self.describe(endpoint)
        self.assertTrue(found["PrivateDnsEnabled"])
        self.assertEqual(found["PolicyDocument"], policy)
        self.assertEqual(found["Groups"], [{"GroupId": "sg-00000001", "GroupName": "default"}])
        self.assertEqual(found["IpAddressType"], "dualstack")

    @fills("vpc_endpoints.endpoint_settings")
    def test_an_endpoint_changes(self) -> None:
        _, endpoint = self.make(SecurityGroupIds=["sg-00000001"], PolicyDocument=document(allow("sqs:*", Principal="*")))
        client("ec2").modify_vpc_endpoint(
            VpcEndpointId=endpoint,
            AddSecurityGroupIds=["sg-2"],
            RemoveSecurityGroupIds=["sg-00000001"],
            PrivateDnsEnabled=True,
            ResetPolicy=True,
        )
        found = self.describe(endpoint)
        self.assertEqual([group["GroupId"] for group in found["Groups"]], ["sg-2"])  # type: ignore[attr-defined]
        self.assertTrue(found["PrivateDnsEnabled"])
        self.assertIn('"Action": "*"', str(found["PolicyDocument"]))

    @fills("vpc_endpoints.endpoint_filters")
    def test_only_the_endpoints_of_a_vpc_are_found(self) -> None:
        vpc, endpoint = self.make()
        self.make()
        found = client("ec2").describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["VpcEndpoints"]
        self.assertEqual([each["VpcEndpointId"] for each in found], [endpoint])


class FlowLogs(GapCase):
    @fills("flow_logs.flow_log_settings")
    def test_a_flow_log_keeps_what_it_was_made_with(self) -> None:
        vpc, _ = make_vpc(0)
        role = make_role("vpc-flow-logs.amazonaws.com")
        tags = [{"ResourceType": "vpc-flow-log", "Tags": [{"Key": "Name", "Value": "mine"}]}]
        found = self.make(
            vpc,
            LogDestinationType="cloud-watch-logs",
            LogDestination="arn:aws:logs:eu-west-1:000000000000:log-group:x",
            DeliverLogsPermissionArn=role,
            MaxAggregationInterval=60,
            TagSpecifications=tags,
        )
        self.assertEqual((found["DeliverLogsPermissionArn"], found["MaxAggregationInterval"]), (role, 60))
        self.assertIn("${log-status}", str(found["LogFormat"]))
        self.assertEqual(found["Tags"], [{"Key": "Name", "Value": "mine"}])

    @fills("flow_logs.flow_log_settings")
    def test_a_flow_log_to_s3_keeps_its_options(self) -> None:
        vpc, _ = make_vpc(0)
        client("s3").create_bucket(Bucket="flow", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        options = {"FileFormat": "parquet", "HiveCompatiblePartitions": True, "PerHourPartition": True}
        found = self.make(vpc, LogDestinationType="s3", LogDestination="arn:aws:s3:::flow", DestinationOptions=options)
        self.assertEqual(found["DestinationOptions"], options)

    @fills("flow_logs.flow_log_settings")
    def test_a_flow_log_fails_where_its_role_may_not_write(self) -> None:
        vpc, _ = make_vpc(0)
        group = "arn:aws:logs:eu-west-1:000000000000:log-group:flows"
        writes = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
        describes = allow("logs:DescribeLogGroups")
        for statements, status in (
            ([allow(writes, f"{group}-2:*"), describes], "FAILED"),
            ([allow(writes, [group, f"{group}:*"])], "FAILED"),
            ([allow(writes, [group, f"{group}:*"]), describes], "SUCCESS"),
        ):
            role = make_role("vpc-flow-logs.amazonaws.com", *statements)
            found = self.make(vpc, LogDestination=group, DeliverLogsPermissionArn=role)
            error = {"FAILED": "Access error"}.get(status)
            self.assertEqual((found["DeliverLogsStatus"], found.get("DeliverLogsErrorMessage")), (status, error))

    def make(self, vpc: str, **options: object) -> dict[str, object]:
        ec2 = client("ec2")
        (identity,) = ec2.create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", **options)[
            "FlowLogIds"
        ]
        (found,) = ec2.describe_flow_logs(FlowLogIds=[identity])["FlowLogs"]
        return found


class SecurityGroups(GapCase):
    def make(self) -> str:
        vpc, _ = make_vpc(0)
        made = client("ec2").create_security_group(GroupName="mine", Description="x", VpcId=vpc)
        return str(made["GroupId"])

    @fills("security_groups.prefix_list_rules")
    def test_a_rule_keeps_its_prefix_list(self) -> None:
        group = self.make()
        source = {"PrefixListId": "pl-4fa04526", "Description": "the edge"}
        permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [source]}
        client("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
        rules = client("ec2").describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])
        (rule,) = [rule for rule in rules["SecurityGroupRules"] if not rule["IsEgress"]]
        self.assertEqual((rule["PrefixListId"], rule["Description"]), ("pl-4fa04526", "the edge"))

    @fills("security_groups.all_protocol_rules")
    def test_the_default_egress_rule_can_be_revoked(self) -> None:
        group = self.make()
        everything = {"IpProtocol": "-1", "FromPort": 0, "ToPort": 0, "IpRanges": ANYWHERE}
        client("ec2").revoke_security_group_egress(GroupId=group, IpPermissions=[everything])
        (found,) = client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"]
        self.assertEqual(found["IpPermissionsEgress"], [])

    @fills("security_groups.changed_group_rules")
    def test_a_rule_can_be_changed_to_another_group(self) -> None:
        group, one = self.make(), self.make()
        pair = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": one}]}
        made = client("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=[pair])
        (rule,) = made["SecurityGroupRules"]
        changed = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "ReferencedGroupId": group}
        updates = [{"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "SecurityGroupRule": changed}]
        client("ec2").modify_security_group_rules(GroupId=group, SecurityGroupRules=updates)
        rules = client("ec2").describe_security_group_rules(SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])
        self.assertEqual(rules["SecurityGroupRules"][0]["ReferencedGroupInfo"]["GroupId"], group)
