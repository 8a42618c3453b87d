"""Rules of Elastic Load Balancing about balancers."""

import itertools
import json
from typing import Any

from tests.case import GapCase, client, enforces, make_vpc
from tests.server import LocalAws
from tests.test_load_balancers import make_balancer

_numbers = itertools.count()


def set_attributes(balancer: dict[str, Any], **attributes: str) -> None:
    client("elbv2").modify_load_balancer_attributes(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Attributes=[{"Key": key.replace("__", "."), "Value": value} for key, value in attributes.items()],
    )


class Names(GapCase):
    @enforces("elbv2_balancers.names")
    def test_a_long_name_is_refused(self) -> None:
        for make in (make_balancer_called, make_group_called):
            make("a" * 32)
            with self.refused("ValidationError", "cannot be longer than '32' characters"):
                make("a" * 33)

    @enforces("elbv2_balancers.names")
    def test_a_name_with_other_characters_is_refused(self) -> None:
        for name in ("a_b", "-a", "a-"):
            with self.refused("ValidationError", name):
                make_group_called(name)

    @enforces("elbv2_balancers.names")
    def test_a_balancer_is_not_called_internal(self) -> None:
        make_group_called("internal-group")
        with self.refused("ValidationError", "internal-"):
            make_balancer_called("internal-balancer")


def make_balancer_called(name: str) -> None:
    client("elbv2").create_load_balancer(Name=name, Subnets=make_vpc()[1])


def make_group_called(name: str) -> None:
    client("elbv2").create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=make_vpc(zones=0)[0])


class Subnets(GapCase):
    @enforces("elbv2_balancers.subnets")
    def test_an_application_balancer_in_one_zone_is_refused(self) -> None:
        _, subnets = make_vpc(zones=1)
        make_balancer(Type="network", Subnets=subnets)
        with self.refused("ValidationError", "At least two subnets in two different Availability Zones"):
            make_balancer(Subnets=subnets)

    @enforces("elbv2_balancers.subnets")
    def test_two_subnets_of_a_zone_are_refused(self) -> None:
        vpc, subnets = make_vpc()
        with self.refused("InvalidConfigurationRequest", "multiple subnets in the same Availability Zone"):
            make_balancer(Subnets=[*subnets, make_subnet(vpc, "10.0.9.0/24")])

    @enforces("elbv2_balancers.subnets")
    def test_a_small_subnet_is_refused(self) -> None:
        vpc, subnets = make_vpc()
        make_balancer(Subnets=[make_subnet(vpc, "10.0.9.0/27"), subnets[1]])
        small = make_subnet(vpc, "10.0.9.32/28")
        with self.refused("InvalidSubnet", small):
            make_balancer(Subnets=[small, subnets[1]])

    @enforces("elbv2_balancers.subnets")
    def test_a_subnet_that_is_not_there_is_refused(self) -> None:
        with self.refused("SubnetNotFound", "subnet-0"):
            make_balancer(Subnets=["subnet-0", make_vpc()[1][0]])


def make_subnet(vpc: str, block: str) -> str:
    made = client("ec2").create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone="eu-west-1a")
    return str(made["Subnet"]["SubnetId"])


class Quotas(GapCase):
    @enforces("elbv2_balancers.balancers_per_region")
    def test_a_region_has_fifty_of_each_type(self) -> None:
        aws = LocalAws(lax=GapCase.lax, quotas={})
        self.addCleanup(aws.remove)
        aws.start()
        subnets = [each["SubnetId"] for each in aws.client("ec2").describe_subnets()["Subnets"][:2]]
        elb = aws.client("elbv2")
        for number in range(50):
            elb.create_load_balancer(Name=f"balancer-{number}", Subnets=subnets)
        elb.create_load_balancer(Name="network", Subnets=subnets, Type="network")
        with self.refused("TooManyLoadBalancers"):
            elb.create_load_balancer(Name="more", Subnets=subnets)


class Attributes(GapCase):
    @enforces("elbv2_balancers.attributes")
    def test_a_network_balancer_knows_no_requests(self) -> None:
        balancer = make_balancer(Type="network")
        set_attributes(balancer, load_balancing__cross_zone__enabled="true")
        with self.refused("InvalidConfigurationRequest", "idle_timeout.timeout_seconds", "'network'"):
            set_attributes(balancer, idle_timeout__timeout_seconds="60")

    @enforces("elbv2_balancers.attributes")
    def test_a_value_out_of_range_is_refused(self) -> None:
        balancer = make_balancer()
        set_attributes(balancer, idle_timeout__timeout_seconds="4000")
        for attribute in (
            {"idle_timeout__timeout_seconds": "4001"},
            {"routing__http__desync_mitigation_mode": "strict"},
        ):
            with self.refused("ValidationError"):
                set_attributes(balancer, **attribute)


class AccessLogs(GapCase):
    def log_to(self, bucket: str) -> None:
        set_attributes(make_balancer(), access_logs__s3__enabled="true", access_logs__s3__bucket=bucket)

    def make_bucket(self, **statement: Any) -> str:
        bucket, s3 = f"balancer-logs-{next(_numbers)}", client("s3")
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        allowed = {
            "Effect": "Allow",
            "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{bucket}/AWSLogs/*",
            **statement,
        }
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}))
        return bucket

    @enforces("elbv2_balancers.log_buckets")
    def test_a_bucket_that_is_not_there_is_refused(self) -> None:
        with self.refused("InvalidConfigurationRequest", "nowhere"):
            self.log_to("nowhere")

    @enforces("elbv2_balancers.log_buckets")
    def test_a_bucket_with_a_key_of_kms_is_refused(self) -> None:
        bucket = self.make_bucket()
        rules = [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]
        client("s3").put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})
        with self.refused("InvalidConfigurationRequest", bucket):
            self.log_to(bucket)
