"""Rules of where services write logs."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces, make_vpc
from tests.roles import allow, document

_numbers = itertools.count()

FOLDER = "AWSLogs/000000000000"


class BalancerLogs(GapCase):
    def turn_on(self, *statements: Any, **options: Any) -> None:
        bucket = f"logs-{next(_numbers)}"
        _, subnets = make_vpc()
        name = f"logging-{next(_numbers)}"
        made = client("elbv2").create_load_balancer(Name=name, Subnets=subnets, Scheme="internal", **options)
        client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        if statements:
            policy = document(*({**each, "Resource": f"arn:aws:s3:::{bucket}/{each['Resource']}"} for each in statements))
            client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)
        attributes = {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": bucket}
        client("elbv2").modify_load_balancer_attributes(
            LoadBalancerArn=made["LoadBalancers"][0]["LoadBalancerArn"],
            Attributes=[{"Key": key, "Value": value} for key, value in attributes.items()],
        )

    @enforces("log_targets.balancer_logs")
    def test_a_bucket_that_does_not_let_the_service_write_is_refused(self) -> None:
        service = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
        elsewhere = {"ArnLike": {"aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/*"}}
        for statements in (
            [],
            [allow("s3:PutObject", f"{FOLDER}/*", Principal={"Service": "delivery.logs.amazonaws.com"})],
            [allow("s3:PutObject", "AWSLogs/123456789012/*", Principal=service)],
            [allow("s3:PutObject", f"{FOLDER}/*", Principal=service, Condition=elsewhere)],
        ):
            with self.refused("InvalidConfigurationRequest", "Access Denied for bucket"):
                self.turn_on(*statements)
        here = {"ArnLike": {"aws:SourceArn": "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/*"}}
        self.turn_on(allow("s3:PutObject", f"{FOLDER}/*", Principal=service, Condition=here))

    @enforces("log_targets.balancer_logs")
    def test_a_network_balancers_logs_are_the_delivery_services(self) -> None:
        delivery = {"Service": "delivery.logs.amazonaws.com"}
        owned = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
        self.turn_on(allow("s3:PutObject", f"{FOLDER}/*", Principal=delivery, Condition=owned), Type="network")
        with self.refused("InvalidConfigurationRequest"):
            self.turn_on(Type="network")
