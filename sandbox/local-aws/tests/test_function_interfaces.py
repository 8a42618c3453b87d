"""Network interfaces of functions in a VPC."""

import time
import unittest
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests.case import GapCase, client, enforces, fills, make_vpc
from tests.roles import allow, document, make_role, name_of, trust
from tests.server import LocalAws
from tests.test_http_api_requests import code, make_function
from tests.web import archive

MANAGE = allow("ec2:*NetworkInterface*")


def interfaces_of(ec2: BaseClient, group: str) -> list[dict[str, Any]]:
    filters = [{"Name": "group-id", "Values": [group]}]
    return list(ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"])


class Interfaces(GapCase):
    def setUp(self) -> None:
        vpc, self.subnets = make_vpc()
        made = client("ec2").create_security_group(GroupName="functions", Description="Functions", VpcId=vpc)
        self.group = made["GroupId"]
        self.role = make_role("lambda.amazonaws.com", MANAGE)

    def make(self) -> str:
        network = {"SubnetIds": self.subnets, "SecurityGroupIds": [self.group]}
        return make_function(code('"a"'), Role=self.role, VpcConfig=network)[0]

    def found(self) -> list[dict[str, Any]]:
        return interfaces_of(client("ec2"), self.group)

    @fills("function_interfaces.function_interfaces")
    def test_functions_share_an_interface_a_subnet(self) -> None:
        names = [self.make(), self.make()]
        made = self.found()
        self.assertEqual(sorted(each["SubnetId"] for each in made), sorted(self.subnets))
        for each in made:
            self.assertEqual((each["Status"], each["InterfaceType"], each["RequesterManaged"]), ("in-use", "lambda", True))
            self.assertTrue(each["Description"].startswith(f"AWS Lambda VPC ENI-{names[0]}-"), each["Description"])
            self.assertEqual(each["Attachment"]["InstanceOwnerId"], "amazon-aws")
        client("lambda").delete_function(FunctionName=names[0])
        self.assertEqual(self.found(), made)
        client("lambda").delete_function(FunctionName=names[1])
        self.assertEqual(self.found(), [])
        client("ec2").delete_security_group(GroupId=self.group)

    @fills("function_interfaces.function_interfaces")
    def test_a_published_version_keeps_its_interfaces(self) -> None:
        name, functions = self.make(), client("lambda")
        functions.update_function_configuration(FunctionName=name, VpcConfig={"SubnetIds": [], "SecurityGroupIds": []})
        self.assertEqual(len(self.found()), 2)
        functions.delete_alias(FunctionName=name, Name="live")
        functions.delete_function(FunctionName=name, Qualifier="1")
        self.assertEqual(self.found(), [])

    @fills("function_interfaces.function_interfaces")
    def test_without_the_role_the_interfaces_stay_for_good(self) -> None:
        name, ec2, iam = self.make(), client("ec2"), client("iam")
        iam.delete_role_policy(RoleName=name_of(self.role), PolicyName="may")
        client("lambda").delete_function(FunctionName=name)
        iam.put_role_policy(RoleName=name_of(self.role), PolicyName="may", PolicyDocument=document(MANAGE))
        self.assertEqual([each["Status"] for each in self.found()], ["available", "available"])
        with self.assertRaisesRegex(ClientError, "DependencyViolation"):
            ec2.delete_security_group(GroupId=self.group)
        for each in self.found():
            ec2.delete_network_interface(NetworkInterfaceId=each["NetworkInterfaceId"])
        ec2.delete_security_group(GroupId=self.group)

    @enforces("ec2_use.interfaces_in_use")
    def test_an_interface_of_a_function_cannot_be_deleted(self) -> None:
        self.make()
        with self.refused("InvalidParameterValue", "currently in use"):
            client("ec2").delete_network_interface(NetworkInterfaceId=self.found()[0]["NetworkInterfaceId"])

    @enforces("ec2_use.interfaces_of_services")
    def test_an_interface_of_a_function_cannot_be_detached(self) -> None:
        self.make()
        with self.refused("OperationNotPermitted", "'ela-attach'"):
            client("ec2").detach_network_interface(AttachmentId=self.found()[0]["Attachment"]["AttachmentId"])


class Departure(unittest.TestCase):
    """Where interfaces outlive their functions by some seconds."""

    def setUp(self) -> None:
        self.aws = LocalAws(interface_delay_seconds=2)
        self.addCleanup(self.aws.remove)
        self.aws.start()
        self.ec2, self.iam = self.aws.client("ec2"), self.aws.client("iam")
        vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnet = self.ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]

    def leave(self, name: str) -> str:
        """The security group of a function that was made and deleted, with a role of its name."""
        made = self.ec2.describe_subnets(SubnetIds=[self.subnet])["Subnets"][0]
        group = self.ec2.create_security_group(GroupName=name, Description=name, VpcId=made["VpcId"])["GroupId"]
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))["Role"]["Arn"]
        self.iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=document(MANAGE))
        self.aws.client("lambda").create_function(
            FunctionName=name,
            Runtime="nodejs22.x",
            Handler="index.handler",
            Role=role,
            Code={"ZipFile": archive(code('"a"'))},
            VpcConfig={"SubnetIds": [self.subnet], "SecurityGroupIds": [group]},
        )
        self.aws.client("lambda").delete_function(FunctionName=name)
        return str(group)

    def test_they_hold_group_and_subnet_until_lambda_deletes_them(self) -> None:
        kept, stuck = self.leave("kept"), self.leave("stuck")
        self.iam.delete_role_policy(RoleName="stuck", PolicyName="may")
        self.assertEqual(len(self.aws.get("/_local_aws/inventory")["leaving"]["ec2.network_interfaces"]), 2)
        for refused in (
            lambda: self.ec2.delete_security_group(GroupId=kept),
            lambda: self.ec2.delete_subnet(SubnetId=self.subnet),
        ):
            with self.assertRaisesRegex(ClientError, "DependencyViolation"):
                refused()
        time.sleep(2)
        # A role that goes once Lambda is done takes nothing with it.
        self.iam.delete_role_policy(RoleName="kept", PolicyName="may")
        self.ec2.delete_security_group(GroupId=kept)
        with self.assertRaisesRegex(ClientError, "DependencyViolation"):
            self.ec2.delete_security_group(GroupId=stuck)
        self.assertEqual(len(self.aws.get("/_local_aws/inventory")["made"]["ec2.network_interfaces"]), 1)
