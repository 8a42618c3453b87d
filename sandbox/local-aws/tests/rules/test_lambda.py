"""Rules of Lambda."""

import json
import os
from typing import Any
from unittest import mock

from botocore.client import BaseClient

from tests.case import GapCase, client, enforces, make_vpc
from tests.roles import allow, make_role
from tests.server import LocalAws
from tests.test_http_api_requests import code, make_function
from tests.web import archive


def configure(name: str, **options: Any) -> None:
    client("lambda").update_function_configuration(FunctionName=name, **options)


class Environment(GapCase):
    @enforces("lambda.environment")
    def test_a_reserved_name_is_refused(self) -> None:
        name, _ = make_function(code('"a"'))
        configure(name, Environment={"Variables": {"PATH": "/opt/bin"}})
        for reserved in ("AWS_REGION", "AWS_LAMBDA_METADATA_TOKEN"):
            with self.refused("InvalidParameterValueException", "reserved keys", reserved):
                configure(name, Environment={"Variables": {reserved: "mine"}})

    @enforces("lambda.environment")
    def test_more_than_four_kilobytes_are_refused(self) -> None:
        name, _ = make_function(code('"a"'))
        configure(name, Environment={"Variables": {"TEXT": "x" * 4085}})
        with self.refused("InvalidParameterValueException", "4KB limit"):
            configure(name, Environment={"Variables": {"TEXT": "x" * 4086}})


class Code(GapCase):
    @enforces("lambda.code_size")
    def test_a_request_too_large_is_refused(self) -> None:
        name, _ = make_function(code('"a"'))
        with self.refused("RequestEntityTooLargeException", "70167211", "UpdateFunctionCode"):
            client("lambda").update_function_code(FunctionName=name, ZipFile=bytes(52_625_409))

    def test_too_much_to_unpack_is_refused(self) -> None:
        """By MiniStack itself."""
        name, _ = make_function(code('"a"'))
        package = bytearray(archive(code('"b"')))
        client("lambda").update_function_code(FunctionName=name, ZipFile=bytes(package))
        # What the archive's directory says of its one file.
        directory = package.rindex(b"PK\x01\x02")
        package[directory + 24 : directory + 28] = (262_144_001).to_bytes(4, "little")
        with self.refused("InvalidParameterValueException", "262144000"):
            client("lambda").update_function_code(FunctionName=name, ZipFile=bytes(package))

    @enforces("lambda.versions")
    def test_an_alias_of_no_version_is_refused(self) -> None:
        name, _ = make_function(code('"a"'))
        with self.refused("ResourceNotFoundException", f"{name}:7"):
            client("lambda").update_alias(FunctionName=name, Name="live", FunctionVersion="7")


class Network(GapCase):
    def attach(self, subnets: list[str], groups: list[str]) -> None:
        role = make_role("lambda.amazonaws.com", allow("ec2:*NetworkInterface*"))
        make_function(code('"a"'), Role=role, VpcConfig={"SubnetIds": subnets, "SecurityGroupIds": groups})

    @enforces("lambda.network")
    def test_a_function_has_subnets_and_groups_that_are_there(self) -> None:
        vpc, subnets = make_vpc()
        made = client("ec2").create_security_group(GroupName="functions", Description="Functions", VpcId=vpc)
        group = made["GroupId"]
        self.attach(subnets, [group])
        with self.refused("InvalidParameterValueException", "must coexist"):
            self.attach(subnets, [])
        with self.refused("InvalidParameterValueException", "subnet ID 'subnet-0' does not exist"):
            self.attach(["subnet-0"], [group])
        with self.refused("InvalidParameterValueException", "security group 'sg-0' does not exist"):
            self.attach(subnets, ["sg-0"])


def make_published(functions: BaseClient, name: str, role: str) -> None:
    functions.create_function(
        FunctionName=name,
        Runtime="nodejs22.x",
        Handler="index.handler",
        Role=role,
        Code={"ZipFile": archive(code('"a"'))},
        Publish=True,
    )


class Concurrency(GapCase):
    @enforces("lambda.reserved_concurrency")
    def test_a_hundred_are_left_to_the_account(self) -> None:
        """In a region of its own, where no other test takes any."""
        functions, role = self.aws().client("lambda", "eu-central-1"), make_role("lambda.amazonaws.com")
        for name in ("first", "second"):
            make_published(functions, name, role)
        functions.put_function_concurrency(FunctionName="first", ReservedConcurrentExecutions=400)
        with self.refused("InvalidParameterValueException", "UnreservedConcurrentExecution", "[100]"):
            functions.put_function_concurrency(FunctionName="second", ReservedConcurrentExecutions=501)
        warm = {"FunctionName": "second", "Qualifier": "1"}
        with self.refused("InvalidParameterValueException", "UnreservedConcurrentExecution", "[100]"):
            functions.put_provisioned_concurrency_config(ProvisionedConcurrentExecutions=501, **warm)
        functions.put_provisioned_concurrency_config(ProvisionedConcurrentExecutions=500, **warm)
        functions.put_function_concurrency(FunctionName="second", ReservedConcurrentExecutions=500)

    @enforces("lambda.reserved_concurrency")
    def test_a_new_account_has_none_to_reserve(self) -> None:
        aws = LocalAws(lax=GapCase.lax)
        self.addCleanup(aws.remove)
        with mock.patch.dict(os.environ, LAMBDA_ACCOUNT_CONCURRENCY="10"):
            aws.start()
        functions, trust = aws.client("lambda"), {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}
        document = json.dumps({"Version": "2012-10-17", "Statement": [{**trust, "Action": "sts:AssumeRole"}]})
        role = aws.client("iam").create_role(RoleName="function", AssumeRolePolicyDocument=document)["Role"]["Arn"]
        make_published(functions, "first", role)
        with self.refused("InvalidParameterValueException", "UnreservedConcurrentExecution", "[10]"):
            functions.put_function_concurrency(FunctionName="first", ReservedConcurrentExecutions=1)

    @enforces("lambda.provisioned_concurrency")
    def test_warm_environments_are_of_a_version(self) -> None:
        functions, (name, _) = client("lambda"), make_function(code('"a"'))
        warm = {"FunctionName": name, "ProvisionedConcurrentExecutions": 2}
        functions.put_provisioned_concurrency_config(Qualifier="live", **warm)
        with self.refused("InvalidParameterValueException", "unpublished function versions"):
            functions.put_provisioned_concurrency_config(Qualifier="$LATEST", **warm)

    @enforces("lambda.provisioned_concurrency")
    def test_no_more_are_warm_than_reserved(self) -> None:
        functions, (name, _) = client("lambda"), make_function(code('"a"'))
        functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=2)
        warm = {"FunctionName": name, "Qualifier": "live"}
        functions.put_provisioned_concurrency_config(ProvisionedConcurrentExecutions=2, **warm)
        with self.refused("InvalidParameterValueException", "reservedConcurrentExecution"):
            functions.put_provisioned_concurrency_config(ProvisionedConcurrentExecutions=3, **warm)


class Permissions(GapCase):
    @enforces("lambda.policy_size")
    def test_a_policy_has_twenty_kilobytes(self) -> None:
        functions, (name, _) = client("lambda"), make_function(code('"a"'))

        def add(number: int) -> None:
            functions.add_permission(
                FunctionName=name,
                StatementId=f"route-{number}",
                Action="lambda:InvokeFunction",
                Principal="apigateway.amazonaws.com",
                SourceArn=f"arn:aws:execute-api:eu-west-1:000000000000:abcdef/*/GET/{'x' * 80}/{number}",
                Qualifier="live",
            )

        for number in range(30):
            add(number)
        with self.refused("PolicyLengthExceededException", "20480"):
            for number in range(30, 90):
                add(number)
        policy = json.loads(functions.get_policy(FunctionName=name, Qualifier="live")["Policy"])
        self.assertGreater(len(policy["Statement"]), 40)
