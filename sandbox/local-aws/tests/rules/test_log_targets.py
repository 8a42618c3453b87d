"""Rules of where services write logs."""

import itertools
import json
from typing import Any

from tests.case import GapCase, client, enforces, fills, make_vpc
from tests.roles import allow, as_user, document
from tests.test_edge_resources import globally

_numbers = itertools.count()

FOLDER = "AWSLogs/000000000000"
DELIVERY = {"Service": "delivery.logs.amazonaws.com"}


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


class Deliveries(GapCase):
    """Of a distribution's access logs, made by somebody who may deliver logs and change no policy."""

    def setUp(self) -> None:
        self.name = f"delivered-{next(_numbers)}"
        self.logs = globally("logs")
        distribution = f"arn:aws:cloudfront::000000000000:distribution/{self.name}"
        made = self.logs.put_delivery_source(name=self.name, resourceArn=distribution, logType="ACCESS_LOGS")
        self.source = made["deliverySource"]["arn"]

    def deliver(self, target: str, *statements: Any) -> None:
        made = self.logs.put_delivery_destination(
            name=self.name, deliveryDestinationConfiguration={"destinationResourceArn": target}
        )
        destination = made["deliveryDestination"]["arn"]
        as_user("logs", allow("logs:*Delivery"), *statements, region="us-east-1").create_delivery(
            deliverySourceName=self.name, deliveryDestinationArn=destination
        )

    def bucket(self, *statements: Any) -> str:
        globally("s3").create_bucket(Bucket=self.name)
        if statements:
            globally("s3").put_bucket_policy(Bucket=self.name, Policy=document(*statements))
        return f"arn:aws:s3:::{self.name}"

    def writes(self, folder: str, source: str) -> Any:
        where = {"ArnLike": {"aws:SourceArn": source}}
        return allow("s3:PutObject", f"arn:aws:s3:::{self.name}/{folder}/*", Principal=DELIVERY, Condition=where)

    @enforces("log_targets.deliveries")
    def test_a_bucket_lets_the_delivery_in_where_aws_puts_its_logs(self) -> None:
        target = self.bucket()
        elsewhere = self.writes(f"{FOLDER}/CloudFront", "arn:aws:logs:us-east-1:000000000000:delivery-source:other")
        for statements in ([], [self.writes("AWSLogs/123456789012/CloudFront", self.source)], [elsewhere]):
            if statements:
                globally("s3").put_bucket_policy(Bucket=self.name, Policy=document(*statements))
            with self.refused("AccessDeniedException", "Access Denied for this Delivery Destination"):
                self.deliver(target)
        policy = document(self.writes(f"{FOLDER}/CloudFront", self.source))
        globally("s3").put_bucket_policy(Bucket=self.name, Policy=policy)
        self.deliver(target)
        self.assertEqual(globally("s3").get_bucket_policy(Bucket=self.name)["Policy"], policy)

    @enforces("log_targets.deliveries")
    def test_a_log_group_lets_it_in_too(self) -> None:
        group = f"arn:aws:logs:us-east-1:000000000000:log-group:{self.name}"
        self.logs.create_log_group(logGroupName=self.name)
        with self.refused("AccessDeniedException", "Delivery Destination"):
            self.deliver(group)
        writes = allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{group}:log-stream:*", Principal=DELIVERY)
        self.logs.put_resource_policy(policyName=self.name, policyDocument=document(writes))
        self.deliver(group)

    @enforces("log_targets.deliveries")
    @fills("log_deliveries.appended_statement")
    def test_who_may_change_a_buckets_policy_has_it_changed(self) -> None:
        kept = allow("s3:GetObject", f"arn:aws:s3:::{self.name}/a", Principal={"AWS": "000000000000"})
        target = self.bucket(kept)
        with self.refused("AccessDeniedException"):
            self.deliver(target, allow("s3:GetBucketPolicy"))
        self.deliver(target, allow("s3:*BucketPolicy"))
        policy = json.loads(globally("s3").get_bucket_policy(Bucket=self.name)["Policy"])
        self.assertEqual([kept, DELIVERY], [policy["Statement"][0], policy["Statement"][1]["Principal"]])


class WebAcls(GapCase):
    @enforces("log_targets.web_acl_logs")
    def test_who_may_change_no_policy_logs_where_a_policy_lets_in(self) -> None:
        logs, name = globally("logs"), f"aws-waf-logs-{next(_numbers)}"
        logs.create_log_group(logGroupName=name)
        metrics = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": name}
        made = globally("wafv2").create_web_acl(
            Name=name, Scope="CLOUDFRONT", DefaultAction={"Allow": {}}, VisibilityConfig=metrics
        )
        group = f"arn:aws:logs:us-east-1:000000000000:log-group:{name}"
        wanted = {"ResourceArn": made["Summary"]["ARN"], "LogDestinationConfigs": [group]}

        def turn_on(*statements: Any) -> None:
            user = as_user("wafv2", allow("wafv2:*"), *statements, region="us-east-1")
            user.put_logging_configuration(LoggingConfiguration=wanted)

        with self.refused("WAFLogDestinationPermissionIssueException", "grant log delivery permissions"):
            turn_on(allow("logs:DescribeLogGroups"))
        turn_on(allow(["logs:Describe*", "logs:PutResourcePolicy"]))
        writes = allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{group}:log-stream:*", Principal=DELIVERY)
        logs.put_resource_policy(policyName=name, policyDocument=document(writes))
        turn_on()
