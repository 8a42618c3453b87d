"""A member that the local AWS does not act on is refused, or listed with what that means."""

import unittest
from collections.abc import Iterator

from botocore.model import Shape

from tests.calls.requests import client as model_of
from tests.calls.requests import fill_gaps
from tests.case import GapCase, client, enforces


class Members(GapCase):
    @enforces("members")
    def test_a_member_that_nothing_reads_is_refused(self) -> None:
        told = "is not implemented by the local AWS"
        with self.refused("UnsupportedOperation", f"The parameter Ipv4IpamPoolId {told}", "kept.txt"):
            client("ec2").create_vpc(CidrBlock="10.0.0.0/16", Ipv4IpamPoolId="ipam-pool-1")
        with self.refused("ValidationException", f"'xksKeyId' {told}"):
            client("kms").create_key(XksKeyId="a")

    @enforces("members")
    def test_a_member_of_a_member_is_refused(self) -> None:
        hook = {"LifecycleHookName": "a", "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING", "RoleARN": "a"}
        with self.refused("ValidationError", "is not implemented by the local AWS"):
            client("autoscaling").create_auto_scaling_group(
                AutoScalingGroupName="hooked", MinSize=0, MaxSize=0, LifecycleHookSpecificationList=[hook]
            )

    def test_one_that_is_listed_is_taken(self) -> None:
        gateway = client("ec2").create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        vpc = client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        client("ec2").attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        client("ec2").detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)


class Kept(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        fill_gaps()

    def test_every_line_says_what_it_means_and_is_needed(self) -> None:
        from local_aws.calls.members import kept

        for (service, operation, path), meaning in kept().items():
            with self.subTest(f"{service} {operation} {path}"):
                self.assertGreater(len(meaning.split()), 2)
                names = model_of(service).meta.service_model.operation_names if operation == "*" else [operation]
                self.assertTrue(any(self._is_unread(service, name, path) for name in names), "is read now")

    def _is_unread(self, service: str, operation: str, path: str) -> bool:
        from local_aws.calls.members import _names
        from local_aws.calls.reading import can_be_read, words_behind

        model = model_of(service).meta.service_model
        words = words_behind(service, operation)
        shape = model.operation_model(operation).input_shape
        if shape is None or words is None:
            return False
        protocol = "query" if model.metadata["protocol"] != "ec2" and "query" in model.metadata["protocols"] else "ec2"
        return any(not can_be_read(wire, words) for wire in self._wires(shape, path.split("."), _names(protocol)))

    def _wires(self, shape: Shape, parts: list[str], names: object) -> Iterator[str]:
        """The names that are sent for a path; below a `*`, of every member."""
        below = shape.member if shape.type_name == "list" else shape
        if below.type_name != "structure":
            return
        wires = {name: wire for wire, name in names(below).items()}  # type: ignore[operator]
        first, *rest = parts
        if first == "*":
            for name, wire in wires.items():
                yield wire
                yield from self._wires(below.members[name], ["*"], names)
        elif first in wires and rest:
            yield from self._wires(below.members[first], rest, names)
        elif first in wires:
            yield wires[first]
